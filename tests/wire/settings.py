"""The settings of a database as the clients read them, held against what botocore read of the same reply.

Which member of DBInstance and DBCluster is which setting is told by the program's own tables (which
tests/e2e/settings holds against the model); what a member's value is, botocore's parsers and model tell.
"""

import json
import subprocess

import models

ON = ("enabled", "enabling", "requested")


class Tables:
    def __init__(self, program):
        shown = subprocess.run([program, "settings"], capture_output=True, text=True, check=True).stdout
        self.rows = json.loads(shown)
        self.model = models.model_of("rds")
        self.read, self.replies = set(), 0

    def differences(self, ours, parsed):
        """Of a DBInstance or DBCluster that botocore has parsed."""
        table = "DBInstance" if "DBInstanceIdentifier" in parsed else "DBCluster"
        self.replies += 1
        theirs = {}
        for row in self.rows[table]:
            value = setting(row, self.model.shape_for(table), parsed)
            if value is not None:
                theirs[row["key"]] = value
        self.read |= {(table, key) for key in ours}
        return [
            "%s's setting %s is %r, botocore has %r" % (table, key, ours.get(key), theirs.get(key))
            for key in sorted(set(ours) | set(theirs))
            if not alike(ours.get(key), theirs.get(key))
        ]

    def unread(self):
        """Settings that no reply had: nothing is known of how those are read."""
        return [
            "%s: no reply had the setting %s" % (table, row["key"])
            for table, rows in sorted(self.rows.items())
            for row in rows
            if (table, row["key"]) not in self.read and reach(self.model.shape_for(table), row["path"]) is not None
        ]


def reach(shape, path):
    """The shape at a path of XML names; None where this model has none, as it is older than the table."""
    for name in path.split("/"):
        if shape.type_name == "list" and name == shape.member.serialization.get("name", "member"):
            shape = shape.member
        elif shape.type_name == "structure" and name in shape.members:
            shape = shape.members[name]
        else:
            return None
    return shape


def setting(row, shape, value):
    """The value of a row in a parsed structure; None: it is not there, or as good as not there."""
    if reach(shape, row["path"]) is None:
        return None
    parts, names = (row.get("parts") or "").split(), row["path"].split("/")
    while names:
        name, names = names[0], names[1:]
        if shape.type_name == "structure":
            value, shape = (value or {}).get(name), shape.members[name]
        elif names:
            value, shape = (value or [None])[0], shape.member  # of several the first is meant
        else:
            return listed(shape.member, value or [], parts)
    if shape.type_name == "structure":
        return structure(shape, value or {}, parts)
    if value in (None, ""):
        return None
    if row["enabled"]:
        return True if value in ON else None
    usual = row.get("usual")
    if usual is not None and usual == (str(value).lower() if isinstance(value, bool) else str(value)):
        return None
    return value


def listed(shape, items, parts):
    if shape.type_name != "structure":
        found = items
    elif len(parts) == 1:
        found = [item.get(parts[0]) for item in items]
    else:
        found = [structure(shape, item, parts) for item in items]
    return [one for one in found if one not in (None, "")] or None


def structure(shape, value, parts):
    """Its parts are kept as the texts that they came as."""
    found = {part: Written(value[part], shape.members[part]) for part in parts if value.get(part) not in (None, "")}
    return found or None


class Written:
    """A value that is to be the text of itself."""

    def __init__(self, value, shape):
        self.value, self.shape = value, shape

    def __repr__(self):
        return "%r written as text" % (self.value,)

    def reads(self, text):
        if not isinstance(text, str):
            return False
        if self.shape.type_name == "string":
            return text == self.value
        if self.shape.type_name == "boolean":
            return text == str(self.value).lower()
        return float(text) == float(self.value)


def alike(ours, theirs):
    if isinstance(theirs, Written):
        return theirs.reads(ours)
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and ours.keys() == theirs.keys() and all(alike(ours[k], theirs[k]) for k in ours)
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(alike, ours, theirs))
    return type(ours) is type(theirs) and ours == theirs
