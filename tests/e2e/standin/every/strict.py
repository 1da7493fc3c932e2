"""Answers against botocore's models, strictly: botocore's own parser passes over what it doesn't know.

    flaws(service_model, operation_model, status, headers, body) -> list of texts

No unknown member, none of the wrong type, required ones there, enumerations, lengths, patterns, the form of
timestamps; of an error that the operation's model lists it (or it is one of the common ones), its status and
its members.
"""
import json
import re
import struct
import xml.etree.ElementTree as ElementTree

# "Common Errors" of the services' API references, by what the wire says.
COMMON = {
    "AccessDenied": 403, "AccessDeniedException": 400, "ExpiredToken": 403, "ExpiredTokenException": 400,
    "IncompleteSignature": 400, "IncompleteSignatureException": 400, "InvalidClientTokenId": 403,
    "InvalidParameterCombination": 400, "InvalidParameterValue": 400, "InvalidSignatureException": 400,
    "MissingAuthenticationToken": 403, "MissingAuthenticationTokenException": 400, "MissingParameter": 400,
    "SerializationException": 400, "SignatureDoesNotMatch": 403, "UnrecognizedClientException": 400,
    "ValidationError": 400, "ValidationException": 400, "MalformedInput": 400,
}
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\Z")


def text_flaw(shape, text):
    limits = shape.metadata
    if getattr(shape, "enum", None):
        return None if text in shape.enum else f"{text!r} is not in its enumeration"
    if not limits.get("min", 0) <= len(text) <= limits.get("max", 1 << 62):
        return f"has {len(text)} characters"
    try:
        if "pattern" in limits and not re.search(limits["pattern"], text):
            return f"{text!r} is not of the form {limits['pattern']}"
    except re.error:
        pass  # \p{L} and its like
    return None


def number_flaw(shape, number):
    limits = shape.metadata
    if not limits.get("min", -(1 << 62)) <= number <= limits.get("max", 1 << 62):
        return f"{number} is out of range"
    return None


# --- JSON, and what CBOR was decoded to ---

JSON_TYPES = {
    "structure": dict, "map": dict, "list": list, "string": str, "character": str, "blob": str,
    "integer": int, "long": int, "boolean": bool, "double": (int, float), "float": (int, float),
    "timestamp": (int, float),
}


def members(shape, value, path, found, ignore=()):
    by_wire = {m.serialization.get("name", name): m for name, m in shape.members.items()}
    for name, inner in value.items():
        if name in by_wire:
            walk(by_wire[name], inner, f"{path}.{name}", found)
        elif name not in ignore:
            found.append(f"{path}.{name}: no such member")
    for name in shape.required_members:
        if name not in value:
            found.append(f"{path}.{name}: required and not there")


def walk(shape, value, path, found):
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return
    if kind == "timestamp" and shape.serialization.get("timestampFormat", "unixTimestamp") != "unixTimestamp":
        found.append(f"{path}: a timestamp format this checker does not know")
    elif not isinstance(value, JSON_TYPES[kind]) or (isinstance(value, bool) and kind != "boolean"):
        found.append(f"{path}: {type(value).__name__} for a {kind}")
    elif kind == "structure":
        members(shape, value, path, found)
    elif kind == "list":
        for i, inner in enumerate(value):
            walk(shape.member, inner, f"{path}[{i}]", found)
    elif kind == "map":
        for key, inner in value.items():
            walk(shape.value, inner, f"{path}.{key}", found)
    elif kind == "string":
        flaw = text_flaw(shape, value)
        if flaw:
            found.append(f"{path}: {flaw}")
    elif kind in ("integer", "long"):
        flaw = number_flaw(shape, value)
        if flaw:
            found.append(f"{path}: {flaw}")


# --- XML ---

def local(element):
    return element.tag.rpartition("}")[2]


def scalar(shape, text, path, found):
    kind, flaw = shape.type_name, None
    if kind == "timestamp":
        flaw = None if ISO.match(text) else f"{text!r} is no timestamp"
    elif kind == "boolean":
        flaw = None if text in ("true", "false") else f"{text!r} is no boolean"
    elif kind in ("integer", "long"):
        flaw = number_flaw(shape, int(text)) if re.fullmatch(r"-?\d+", text) else f"{text!r} is no number"
    elif kind in ("double", "float"):
        flaw = None if re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", text) else f"{text!r} is no number"
    else:
        flaw = text_flaw(shape, text)
    if flaw:
        found.append(f"{path}: {flaw}")


def element_walk(shape, element, path, found):
    kind = shape.type_name
    if kind == "structure":
        by_wire = {m.serialization.get("name", name): m for name, m in shape.members.items()}
        seen = [local(child) for child in element]
        for child in element:
            name = local(child)
            if name not in by_wire:
                found.append(f"{path}.{name}: no such member")
            elif seen.count(name) > 1:
                found.append(f"{path}.{name}: there more than once")
            else:
                element_walk(by_wire[name], child, f"{path}.{name}", found)
        for name in shape.required_members:
            if shape.members[name].serialization.get("name", name) not in seen:
                found.append(f"{path}.{name}: required and not there")
    elif kind == "list":
        item = shape.member.serialization.get("name", "member")
        for i, child in enumerate(element):
            if local(child) != item:
                found.append(f"{path}[{i}]: called {local(child)}, not {item}")
            element_walk(shape.member, child, f"{path}[{i}]", found)
    elif len(element):
        found.append(f"{path}: elements in a {kind}")
    else:
        scalar(shape, element.text or "", path, found)


def query_answer(operation, body, found):
    root = ElementTree.fromstring(body)
    wanted = f"{operation.name}Response"
    if local(root) != wanted:
        found.append(f"the root is {local(root)}, not {wanted}")
    parts = {local(child): child for child in root}
    shape = operation.output_shape
    wrapper = shape.serialization.get("resultWrapper") if shape else None
    names = {"ResponseMetadata"} | ({wrapper} if wrapper else set())
    if set(parts) != names:
        found.append(f"below the root are {sorted(parts)}, not {sorted(names)}")
    elif wrapper:
        element_walk(shape, parts[wrapper], "", found)
    if not root.findtext(".//{*}RequestId"):
        found.append("no RequestId")


def query_error(body, found):
    root = ElementTree.fromstring(body)
    error = root.find("{*}Error")
    if local(root) != "ErrorResponse" or error is None:
        found.append("not an ErrorResponse with an Error")
        return None
    if [local(child) for child in error] != ["Type", "Code", "Message"]:
        found.append(f"an Error of {[local(child) for child in error]}")
    if error.findtext("{*}Type") not in ("Sender", "Receiver") or not root.findtext("{*}RequestId"):
        found.append("an Error's Type or RequestId is wrong")
    return error.findtext("{*}Code")


# --- CBOR ---

def cbor(data):
    """(value, rest) of what Smithy's RPC v2 CBOR uses; times are their seconds."""
    major, info, data = data[0] >> 5, data[0] & 31, data[1:]
    if major == 7 and info == 27:
        return struct.unpack(">d", data[:8])[0], data[8:]
    if major == 7:
        return {20: False, 21: True, 22: None}[info], data
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(info, 0)
    number, data = (int.from_bytes(data[:size], "big"), data[size:]) if size else (info, data)
    if major < 2:
        return (number if major == 0 else -1 - number), data
    if major == 3:
        return data[:number].decode(), data[number:]
    if major == 6:
        return cbor(data)
    items = []
    for _ in range(number * (2 if major == 5 else 1)):
        item, data = cbor(data)
        items.append(item)
    return (dict(zip(items[::2], items[1::2])) if major == 5 else items), data


# --- the whole answer ---

def error_flaws(operation, protocol, status, headers, body, found):
    if protocol == "query":
        code, content = query_error(body, found), {}
    else:
        content = cbor(body)[0] if "cbor" in protocol else json.loads(body)
        code = headers.get("x-amzn-errortype") if protocol == "rest-json" else content.pop("__type", None)
    listed = {}
    for shape in operation.error_shapes:
        name = shape.metadata.get("error", {}).get("code", shape.name) if protocol == "query" else shape.name
        listed[name] = shape
    if code in listed:
        shape = listed[code]
        wanted = shape.metadata.get("error", {}).get("httpStatusCode", 500 if shape.metadata.get("fault") else 400)
        if protocol != "query":
            members(shape, content, code, found, ignore=() if shape.members else ("message",))
    elif code in COMMON:
        wanted = COMMON[code]
    else:
        found.append(f"the model of {operation.name} has no error {code}")
        return
    if status != wanted:
        found.append(f"{code} with status {status}, not {wanted}")


def flaws(protocol, operation, status, headers, body):
    found = []
    headers = {name.lower(): value for name, value in headers.items()}
    if not headers.get("x-amzn-requestid"):
        found.append("no x-amzn-RequestId")
    if status >= 300:
        error_flaws(operation, protocol, status, headers, body, found)
    elif protocol == "query":
        query_answer(operation, body, found)
    else:
        value = cbor(body)[0] if "cbor" in protocol else json.loads(body)
        if operation.output_shape:
            walk(operation.output_shape, value, "", found)
        elif value:
            found.append(f"members in an answer that has none: {sorted(value)}")
    return found
