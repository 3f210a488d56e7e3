"""Holds the endpoint's table of constraints against the service model that botocore ships, member by member."""
import os
import sys

import botocore.session

TABLE = os.path.join(os.path.dirname(__file__),
                     "../main/resources/io/github/swffailure/test/protocol/constraints.txt")
LEFT_OUT = {"ScheduleLambdaFunction", "scheduleLambdaFunctionDecisionAttributes"}
NEWER = {"startAtPreviousStartedEvent", "taskList", "taskListScheduleToStartTimeout", "scheduleToStartTimeout"}
TEXT = {"string", "identifier", "days", "seconds", "finite", "priority", "tag"}


def table():
    shapes, shape = {}, None
    for line in open(TABLE, encoding="utf-8"):
        if line.startswith("  "):
            name, kind = line.strip().split(" ", 1)
            shape[name.rstrip("*")] = (name.endswith("*"), kind.split(" "))
        elif line.strip() and not line.startswith("#"):
            shape = shapes.setdefault(line.strip(), {})
    return shapes


def compare(path, mine, theirs, ours, problems):
    for name, member in theirs.members.items():
        if name in LEFT_OUT:
            continue
        if name not in mine:
            problems.append(f"{path}.{name} is missing")
            continue
        required, words = mine[name]
        if required != (name in theirs.required_members):
            problems.append(f"{path}.{name} required: {required}")
        member_is(f"{path}.{name}", words, member, ours, problems)
    for name in set(mine) - set(theirs.members) - NEWER:
        problems.append(f"{path}.{name} is not in the model")


def member_is(path, words, member, ours, problems):
    kind = words[0]
    if member.type_name == "structure":
        compare(path, ours[kind], member, ours, problems)
    elif member.type_name == "list":
        if kind != "list":
            problems.append(f"{path} is no list")
            return
        if member.metadata.get("max", 0) != int(words[1]):
            problems.append(f"{path} has at most {words[1]} elements, not {member.metadata.get('max')}")
        member_is(path + "[]", words[2:], member.member, ours, problems)
    elif member.type_name == "string" and member.enum:
        if set(words[1].split("/")) != set(member.enum) - LEFT_OUT:
            problems.append(f"{path} is one of {member.enum}")
    elif member.type_name == "string":
        if kind not in TEXT:
            problems.append(f"{path} is no string")
        elif len(words) > 1:
            low, high = map(int, words[1].split(".."))
            if low != member.metadata.get("min", 0) or high != member.metadata.get("max"):
                problems.append(f"{path}: {words[1]} is not {member.metadata}")
    elif member.type_name == "integer":
        low, high = map(int, words[1].split(".."))
        if (low, high) != (member.metadata["min"], member.metadata["max"]):
            problems.append(f"{path}: {words[1]} is not {member.metadata}")
    elif member.type_name != kind:
        problems.append(f"{path} is a {member.type_name}, not a {kind}")


def compare_events(model, problems):
    """Holds the table of event types and attributes against the model; an older one may know fewer."""
    lines = open(os.path.join(os.path.dirname(TABLE), "events.txt"), encoding="utf-8").read().splitlines()
    ours = {line.split()[0]: set(line.split()[1:]) for line in lines if not line.startswith("#")}
    history = model.shape_for("HistoryEvent")
    for name in model.shape_for("EventType").enum:
        theirs = set(history.members[name[0].lower() + name[1:] + "EventAttributes"].members)
        if theirs - ours.get(name, set()) or ours.get(name, set()) - theirs - NEWER:
            problems.append(f"event {name}: {ours.get(name)} is not {theirs}")
    return len(ours)


def main():
    model = botocore.session.get_session().get_service_model("swf")
    ours, problems, operations = table(), [], 0
    for name in model.operation_names:
        if name in LEFT_OUT:
            continue
        if name not in ours:
            problems.append(f"{name} is missing")
            continue
        operations += 1
        compare(name, ours[name], model.operation_model(name).input_shape, ours, problems)
    events = compare_events(model, problems)
    print(f"{operations} operations and {events} event types held against the service model, {len(problems)} differences")
    for problem in problems:
        print("  " + problem)
    sys.exit(1 if problems or operations < 37 else 0)


if __name__ == "__main__":
    main()
