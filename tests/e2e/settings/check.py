"""Holds the tables of `snaplift stages --settings` (on stdin) against botocore's model of RDS.

Every member of DBInstance and DBCluster, also those within structures, has a row; every row of a
member the model has, and every parameter named, is spelt as in the model, is of the type of what it
carries and, where it is a list, is written with its items' name. One line "ok - " or "not ok - " each.
"""

import re
import sys

import botocore.loaders
import botocore.model

MODEL = botocore.model.ServiceModel(botocore.loaders.Loader().load_service_model("rds", "service-2"))
OPERATIONS = {
    "DBInstance": ("RestoreDBInstanceFromDBSnapshot", "ModifyDBInstance"),
    "DBCluster": ("RestoreDBClusterFromSnapshot", "ModifyDBCluster"),
}
# Known to AWS's documents, younger than some models.
YOUNGER = {"StorageOperationStatus", "StorageOperationPercentProgress"}
failed = 0


def say(good, name, why=""):
    global failed
    failed += not good
    print("%s - settings: %s%s" % ("ok" if good else "not ok", name, why and " (%s)" % why))


def read_tables(text):
    tables, rows = {}, None
    for line in text.splitlines():
        if line.startswith("## "):
            rows = tables.setdefault(line[3:], [])
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and rows is not None:
            path, parts = re.fullmatch(r"`([^`]*)`(?: `([^`]*)`)?", cells[0]).groups()
            rows.append({
                "path": path, "parts": (parts or "").split(), "fate": cells[1],
                "parameters": [cell.strip("`") for cell in cells[3:6]], "note": cells[6],
            })
    return tables


def leaves(shape, path=""):
    """The paths of all scalars below a shape, as its XML nests them."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield from leaves(member, path + "/" + member.serialization.get("name", name)
                              if path else name)
    elif shape.type_name == "list":
        yield from leaves(shape.member, path + "/" + shape.member.serialization.get("name", "member"))
    else:
        yield path, shape


def covers(row, leaf):
    if leaf == row["path"] and not row["parts"]:
        return True
    if not leaf.startswith(row["path"] + "/"):
        return False
    return not row["parts"] or leaf[len(row["path"]) + 1:] in row["parts"]


def find(shape, path):
    """The shape at a path of XML names; None: there is none."""
    for name in path.split("/"):
        if shape is not None and shape.type_name == "list":
            good = name == shape.member.serialization.get("name", "member")
            shape = shape.member if good else None
        elif shape is not None and shape.type_name == "structure":
            shape = shape.members.get(name)
        else:
            return None
    return shape


def kind(shape):
    return {"long": "integer"}.get(shape.type_name, shape.type_name)


def fits(row, member, parameter, given):
    """Why the parameter does not take what the member gives; None: it does."""
    if row["path"] == "EnabledCloudwatchLogsExports/member" and given.type_name == "structure":
        return None
    if "Forwarding" in row["path"]:
        return None if given.type_name == "boolean" else "it is no flag"
    if given.type_name == "list":
        item = parameter.split(".", 1)[1:]
        if item != [given.member.serialization.get("name", "member")]:
            return "its items are not written so"
        if row["parts"] and given.member.type_name == "structure":
            missing = set(row["parts"]) - set(given.member.members)
            return "%s can't be given" % missing if missing else None
        return None if given.member.type_name == "string" else "its items are no texts"
    if given.type_name == "structure":
        missing = set(row["parts"]) - set(given.members)
        return "%s can't be given" % missing if missing else None
    return None if kind(member) == kind(given) else "%s, not %s" % (kind(given), kind(member))


def check_row(shape, row):
    member = find(MODEL.shape_for(shape), row["path"])
    if member is None:
        return None if row["path"] in YOUNGER else "the model has no such member"
    if row["parts"]:
        missing = set(row["parts"]) - set(member.members)
        if missing:
            return "%s is not in it" % missing
    for operation, parameter in zip(OPERATIONS[shape] + ("CreateDBInstance",), row["parameters"]):
        if not parameter:
            continue
        given = MODEL.operation_model(operation).input_shape.members.get(parameter.split(".")[0])
        if given is None:
            return "%s has no %s" % (operation, parameter)
        wrong = fits(row, member, parameter, given)
        if wrong:
            return "%s %s: %s" % (operation, parameter, wrong)
    called = re.match(r"by `(\w+)`", row["note"])
    if called and called.group(1) not in MODEL.operation_names:
        return "there is no operation " + called.group(1)
    if row["fate"] != "carried" and not row["note"]:
        return "it does not say why"
    return None


tables = read_tables(sys.stdin.read())
say(set(tables) == set(OPERATIONS), "there is a table of each")
for shape, rows in sorted(tables.items()):
    wrong = [(row["path"], why) for row in rows for why in [check_row(shape, row)] if why]
    say(not wrong, "%s: %d rows are as in the model" % (shape, len(rows)), "; ".join(map(": ".join, wrong)))
    every = [leaf for leaf, _ in leaves(MODEL.shape_for(shape))]
    missing = [leaf for leaf in every if not any(covers(row, leaf) for row in rows)]
    say(not missing, "%s: all of %d members have a row" % (shape, len(every)), ", ".join(missing))
    twice = {row["path"] for row in rows if sum(r["path"] == row["path"] for r in rows) > 1}
    say(not twice, "%s: each has one row" % shape, ", ".join(twice))
sys.exit(failed > 0)
