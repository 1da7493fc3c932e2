"""Replies of AWS made from botocore's models: trees of values, and their bytes in all the ways that
mean the same. For check_replies.py.
"""

import base64
import datetime
import json

WORDS = ["a", "name-1", "two words", " padded ", "ä€日𝄞", "<&>\"'", "]]>", "a=b&c=d", "x" * 300, "line\nline", "\ttab", "0", "null", "%41"]
TOKENS = ("Marker", "NextToken", "nextToken")


class Maker:
    def __init__(self, random, sparse, query):
        self.random, self.sparse, self.query = random, sparse, query

    def text(self, shape):
        if shape.enum and self.random.random() < 0.9:
            return self.random.choice(shape.enum)
        if self.sparse and self.random.random() < 0.05:
            return ""
        return self.random.choice(WORDS) + self.random.choice(["", str(self.random.randint(0, 999))])

    def value(self, shape, depth=0):
        chance, kind = self.random, shape.type_name
        if kind == "structure":
            members = list(shape.members)
            if self.sparse:
                members = [m for m in members if chance.random() < 0.6]
            if shape.is_tagged_union:
                members = [chance.choice(list(shape.members))]
            chance.shuffle(members)
            return {m: self.value(shape.members[m], depth + 1) for m in members if depth < 12}
        if kind == "list":
            count = chance.choice([0, 1, 2]) if self.sparse else chance.choice([1, 2, 3])
            return [self.item(shape.member, depth) for _ in range(count)]
        if kind == "map":
            return {"k%d%s" % (n, chance.choice(WORDS[:5])): self.item(shape.value, depth) for n in range(chance.randint(0, 2))}
        if kind == "boolean":
            return chance.random() < 0.5
        if kind in ("integer", "long"):
            return chance.choice([0, 1, 7, 100, 5432, 2**31 - 1, 2**53 if kind == "long" else 1200])
        if kind in ("float", "double"):
            return chance.choice([0.0, 0.5, 2.0, 64.25])
        if kind == "timestamp":
            moment = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)
            return moment + datetime.timedelta(seconds=chance.randint(0, 3 * 10**9), milliseconds=chance.choice([0, 0, 1, 500, 999]))
        if kind == "blob":
            return chance.randbytes(5)
        return self.text(shape)

    def item(self, shape, depth):
        value = self.value(shape, depth + 1)
        return "item" if value == "" else value  # an empty item of a list is nothing AWS sends


# --- JSON ---


def json_number(random, value):
    """An integer as JSON may write it."""
    if random.random() < 0.7 or abs(value) > 2**31:
        return str(value)
    forms = ["%d.0" % value, "%de0" % value, "%d.00E+0" % value]
    if value and value % 10 == 0:
        forms += ["%de1" % (value // 10), "%d.0e+01" % (value // 10)]
        forms.append("%d0e-1" % value)
    return random.choice(forms)


def json_text(random, text):
    out = ['"']
    for c in text:
        if c in '"\\':
            out.append("\\" + c)
        elif random.random() < 0.1 or c < " ":
            units = c.encode("utf-16-be")
            out += ["\\u%02x%02X" % (units[i], units[i + 1]) for i in range(0, len(units), 2)]
        elif c == "/" and random.random() < 0.5:
            out.append("\\/")
        else:
            out.append(c)
    return "".join(out) + '"'


def json_time(random, value):
    seconds = value.timestamp()
    if seconds == int(seconds):
        return random.choice(["%d" % seconds, "%d.0" % seconds, "%dE0" % seconds])
    return random.choice(["%.3f" % seconds, "%.6f" % seconds, "%.12e" % seconds])


def json_bytes(random, shape, value):
    def space():
        return random.choice(["", "", "", " ", "\n\t", "\r\n "])

    def members(pairs):
        random.shuffle(pairs)
        inner = ",".join("%s%s%s:%s%s%s" % (space(), json_text(random, k), space(), space(), v, space()) for k, v in pairs)
        return "{%s}" % (inner or space())

    def write(shape, value):
        kind = shape.type_name
        if kind == "structure":
            pairs = [(m.serialization.get("name", n), write(m, value[n])) for n, m in shape.members.items() if n in value]
            pairs += [(m.serialization.get("name", n), "null") for n, m in shape.members.items() if n not in value and random.random() < 0.3]
            if not shape.is_tagged_union and random.random() < 0.3:
                pairs.append(("zzFuture", random.choice(["null", "1", '"x"', '{"status":["a",{"name":null}]}', "[[],{}]", "-1.5e300"])))
            return members(pairs)
        if kind == "list":
            return "[%s%s]" % (space(), ",".join(space() + write(shape.member, v) + space() for v in value))
        if kind == "map":
            return members([(k, write(shape.value, v)) for k, v in value.items()])
        if kind == "boolean":
            return "true" if value else "false"
        if kind in ("integer", "long"):
            return json_number(random, value)
        if kind in ("float", "double"):
            return json.dumps(value)
        if kind == "timestamp":
            return json_time(random, value)
        if kind == "blob":
            return '"%s"' % base64.b64encode(value).decode()
        return json_text(random, value)

    return space() + write(shape, value) + space()


# --- XML ---


class XmlWriter:
    def __init__(self, random, namespace):
        self.random = random
        self.prefix = random.choice(["", "", "", "ns0:"])
        self.xmlns = ' xmlns%s="%s"' % (":ns0" if self.prefix else "", namespace)
        self.tidy = random.random() < 0.3  # as AWS writes it

    def between(self):
        if self.tidy:
            return ""
        return self.random.choice(["", "", "", "\n  ", "<!-- <Marker>x</Marker> & -->", "<?pi x?>", "\r\n\t"])

    def escape(self, text):
        if not self.tidy and "]]>" not in text and self.random.random() < 0.15:
            return "<![CDATA[%s]]>" % text
        out = []
        for c in text:
            if c in "<>&":
                out.append({"<": "&lt;", ">": "&gt;", "&": "&amp;"}[c])
            elif c in "\r" or (not self.tidy and self.random.random() < 0.1):
                out.append(self.random.choice(["&#%d;" % ord(c), "&#x%X;" % ord(c)]))
            else:
                out.append(c)
            if not self.tidy and self.random.random() < 0.01:
                out.append("<!-- within -->")
        return "".join(out)

    def element(self, name, inner, more=""):
        name = self.prefix + name
        if not self.tidy and self.random.random() < 0.1:
            more += self.random.choice([' zz="1"', " xml:space='preserve'", ' xsi:nil="false" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'])
        if inner == "" and self.random.random() < 0.5:
            return "<%s%s/>" % (name, more)
        return "<%s%s>%s</%s>" % (name, more, inner, name)

    def stranger(self):
        return self.element("ZzFuture", self.random.choice(["", "x", self.element("DBInstanceIdentifier", "not-this-one")]))

    def time(self, value):
        utc = value.strftime("%Y-%m-%dT%H:%M:%S")
        if value.microsecond:
            return utc + "." + self.random.choice(["%03d" % (value.microsecond // 1000), "%06d" % value.microsecond]) + "Z"
        local = value.astimezone(datetime.timezone(datetime.timedelta(hours=self.random.choice([2, -7]))))
        return self.random.choice([utc + "Z", utc + ".000Z", utc + "+00:00", local.isoformat()])

    def value(self, shape, value):
        """The content of the element that holds it."""
        kind = shape.type_name
        if kind == "structure":
            parts = [self.member(m, n, value[n]) for n, m in shape.members.items() if n in value]
            if not self.tidy and not shape.is_tagged_union and self.random.random() < 0.3:
                parts.append(self.stranger())
            self.random.shuffle(parts)
            return self.between() + "".join(part + self.between() for part in parts) if parts else ""
        if kind == "list":
            name = shape.member.serialization.get("name", "member")
            return "".join(self.between() + self.element(name, self.value(shape.member, v)) for v in value)
        if kind == "map":
            return "".join(
                self.element("entry", self.element("key", self.escape(k)) + self.element("value", self.value(shape.value, v)))
                for k, v in value.items()
            )
        if kind == "boolean":
            return "true" if value else "false"
        if kind == "timestamp":
            return self.time(value)
        if kind == "blob":
            return base64.b64encode(value).decode()
        return self.escape(str(value))

    def member(self, shape, name, value):
        if shape.type_name == "list" and shape.serialization.get("flattened"):
            name = shape.member.serialization.get("name") or shape.serialization.get("name", name)
            return self.between().join(self.element(name, self.value(shape.member, v)) for v in value)
        return self.element(shape.serialization.get("name", name), self.value(shape, value))


def xml_bytes(random, model, operation, value):
    w = XmlWriter(random, model.metadata.get("xmlNamespace", "http://%s.amazonaws.com/doc/%s/" % (model.service_name, model.api_version)))
    parts = []
    shape = operation.output_shape
    if shape is not None:
        inner = w.value(shape, value)
        parts.append(w.element(shape.serialization["resultWrapper"], inner) if "resultWrapper" in shape.serialization else inner)
    parts.append(w.element("ResponseMetadata", w.element("RequestId", "8e5b6f1e-0000-4000-8000-00000000000%d" % random.randint(0, 9))))
    random.shuffle(parts)
    head = random.choice(["", '<?xml version="1.0"?>\n', '<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n"])
    return head + w.element(operation.name + "Response", w.between().join(parts), w.xmlns)


def xml_error(random, code, message, request_id):
    w = XmlWriter(random, "http://rds.amazonaws.com/doc/2014-10-31/")
    fields = [w.element("Type", "Sender"), w.element("Code", w.escape(code)), w.element("Message", w.escape(message))]
    random.shuffle(fields)
    error = w.element("Error", w.between() + "".join(f + w.between() for f in fields))
    if random.random() < 0.2:
        return w.element("Response", w.element("Errors", error) + w.element("RequestId", request_id), w.xmlns)
    return w.element("ErrorResponse", error + w.between() + w.element("RequestId", request_id), w.xmlns)
