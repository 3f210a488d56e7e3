"""Holds the endpoint's raw answers against the service model: no member too many, none of those required missing.

Looks at every domain, type, execution and event that is there, so it is run after the other suites.
"""
import json
import os
import sys
import urllib.request

import botocore.session

SCALARS = {"string": str, "integer": int, "long": int, "boolean": bool, "timestamp": (int, float)}
# Members of events that only newer models have
NEWER = {"scheduleToStartTimeout", "taskList", "taskListScheduleToStartTimeout"}
MODEL = botocore.session.get_session().get_service_model("swf")
problems, events = [], {}


def call(operation, **members):
    request = urllib.request.Request(
        os.environ["SWF_ENDPOINT"], json.dumps(members).encode(),
        {"X-Amz-Target": "SimpleWorkflowService." + operation, "Content-Type": "application/x-amz-json-1.0"})
    with urllib.request.urlopen(request, timeout=30) as response:
        answer = json.load(response)
    check(operation, answer, MODEL.operation_model(operation).output_shape)
    return answer


def check(path, value, shape):
    if shape.type_name == "structure":
        problems.extend(f"{path}.{name} is not in the model" for name in set(value) - set(shape.members) - NEWER)
        problems.extend(f"{path}.{name} is missing" for name in set(shape.required_members) - set(value))
        for name in set(value) & set(shape.members):
            check(f"{path}.{name}", value[name], shape.members[name])
    elif shape.type_name == "list":
        for element in value:
            check(path + "[]", element, shape.member)
    elif not isinstance(value, SCALARS[shape.type_name]):
        problems.append(f"{path} is {value!r}, not a {shape.type_name}")
    elif shape.type_name == "string" and shape.enum and value not in shape.enum:
        problems.append(f"{path} is {value!r}, not one of {shape.enum}")


def look_at(domain):
    arn = call("DescribeDomain", name=domain)["domainInfo"]["arn"]
    call("ListTagsForResource", resourceArn=arn)
    for kind in ("Workflow", "Activity"):
        member = kind.lower() + "Type"
        for status in ("REGISTERED", "DEPRECATED"):
            for info in call(f"List{kind}Types", domain=domain, registrationStatus=status)["typeInfos"]:
                call(f"Describe{kind}Type", domain=domain, **{member: info[member]})
    for operation in ("ListOpenWorkflowExecutions", "ListClosedWorkflowExecutions"):
        for info in call(operation, domain=domain, startTimeFilter={"oldestDate": 0})["executionInfos"]:
            call("DescribeWorkflowExecution", domain=domain, execution=info["execution"])
            for event in call("GetWorkflowExecutionHistory", domain=domain, execution=info["execution"])["events"]:
                events[event["eventType"]] = events.get(event["eventType"], 0) + 1


for found in call("ListDomains", registrationStatus="REGISTERED")["domainInfos"]:
    look_at(found["name"])
print(f"{sum(events.values())} events of {len(events)} types held against the service model, "
      f"{len(set(problems))} differences")
for problem in sorted(set(problems)):
    print("  " + problem)
sys.exit(1 if problems or len(events) < 15 else 0)
