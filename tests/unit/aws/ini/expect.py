#!/usr/bin/env python3
"""What botocore makes of shared configuration files, as JSON on stdout: {"FILE": EXPECTATION, ...}.

    expect.py FILE...             of these
    expect.py --write FILE...     and FILE.json beside each
    expect.py --random N FOLDER   writes N odd files into FOLDER first, the same ones each time

An EXPECTATION is {"error": true}, or {"raw": section -> key -> value, "profiles", "sso_sessions",
"services": name -> key -> value}; a block is an object. Exits 77 where botocore is missing.
"""
import json
import os
import random
import sys

try:
    import botocore.configloader as configloader
    from botocore.exceptions import ConfigParseError
except ImportError as e:
    print(e, file=sys.stderr)
    sys.exit(77)

PIECES = [
    "[default]", "[profile a]", '[profile "a"]', "[profile  b]", "[sso-session s]", "[services v]", "[DEFAULT]",
    "[", "]", "[]", "[ x ]", "a", "b", "region", "Region", "=", "=", "=", ":", " ", "  ", "\t", "#", ";", " # ",
    "value", "'", '"', "\\", "\n", "\n", "\n", "\n  ", "\n\t", "\n    ", "\n\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c",
    "\x85", "\xa0", "\u2003", "\u2028", "\u3000", "\u200b", "é", "%(a)s", "s3 =\n  ", "k = v", "k = v\n", "\n  k = v",
]


def make_random(count, folder):
    source = random.Random(20260607)
    names = []
    for i in range(count):
        text = "".join(source.choice(PIECES) for _ in range(source.randrange(2, 24)))
        if source.random() < 0.7:
            text = source.choice(["[default]\n", "[profile a]\n", "[services v]\n"]) + text
        if source.random() < 0.6:
            # Mostly well-formed, so that not all are errors.
            lines = []
            for n in range(source.randrange(1, 7)):
                lines.append(source.choice(["k%d = " % n, "k%d=" % n, "  k%d : " % n, "k%d =\n    a = " % n])
                             + source.choice(["v", "", "  v # c", "v ; c", "a=b:c", '"q"', "\xa0v\u2003"]))
                lines.append(source.choice(["", "  more", "    x = y", "# c", "   ; c", "\t\tz=1", "  \x1cw=2\x0b"]))
            text = source.choice(["[default]", "[profile 'a b']", "[DEFAULT]", "[profile a]"]) + "\n" + "\n".join(lines)
            if source.random() < 0.5:
                text += "\n[sso-session s]\nk0 = other\n"
        name = os.path.join(folder, "%d.ini" % i)
        with open(name, "wb") as f:
            f.write(text.encode())
        names.append(name)
    return names


def expect(name):
    try:
        raw = configloader.raw_config_parse(name)
        built = configloader.build_profile_map(raw)
    except ConfigParseError:
        return {"error": True}
    result = {"raw": raw}
    for kind in ("profiles", "sso_sessions", "services"):
        result[kind] = built[kind]
    return result


names = sys.argv[1:]
write = names[:1] == ["--write"]
if write:
    names = names[1:]
if names[:1] == ["--random"]:
    names = make_random(int(names[1]), names[2])
results = {name: expect(name) for name in names}
for name in results if write else []:
    with open(name + ".json", "w") as f:
        json.dump(results[name], f, indent=1, sort_keys=True)
        f.write("\n")
if not write:
    json.dump(results, sys.stdout)
