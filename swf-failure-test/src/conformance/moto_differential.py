"""Runs one script against the endpoint named by SWF_ENDPOINT and against moto, and explains every difference.

Says who is right by the section of swf-facts.md that settles it; an unexplained difference fails. Exits with 77
where moto is not installed, which a caller may take for "skipped" but not for "passed".
"""
import importlib.util
import os
import socket
import subprocess
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

EXPLAINED = {
    "reason of 257": "1.5 and 4.4.1: the service refuses it, moto validates no length",
    "details of 32769": "1.5 and 4.4.1: the service refuses it, moto validates no length",
    "heartbeat details of 2049": "1.1 and 4.4.1: the service refuses it, moto validates no length",
    "second failure": "1.5 and 4.4.2: the service answers UnknownResourceFault, moto HTTP 500",
    "heartbeat after the failure": "1.5 and 4.4.2: the service answers UnknownResourceFault, moto HTTP 500",
    "cancelled": "4.2: RespondActivityTaskCanceled is missing in moto",
    "unknown token": "1.5: a token that is none is invalid",
    "cancel requested": "4.2: RequestCancelWorkflowExecution is missing in moto",
    "events of the start": "1.4 and 4.4.9: moto leaves out what is zero or empty",
}


def client(endpoint):
    return boto3.client("swf", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test",
                        aws_secret_access_key="test", config=Config(retries={"max_attempts": 0}))


def answer(call, **arguments):
    try:
        result = call(**arguments)
        result.pop("ResponseMetadata", None)
        return sorted(result)
    except ClientError as refused:
        status = refused.response["ResponseMetadata"]["HTTPStatusCode"]
        return f"{status} {refused.response['Error']['Code']}: {refused.response['Error']['Message'][-80:]}"
    except BotoCoreError as broken:
        return type(broken).__name__


def script(swf):
    """Yields the name and the answer of every step."""
    limits = dict(defaultTaskStartToCloseTimeout="60", defaultTaskHeartbeatTimeout="60",
                  defaultTaskScheduleToStartTimeout="60", defaultTaskScheduleToCloseTimeout="120")
    yield "domain", answer(swf.register_domain, name="diff", workflowExecutionRetentionPeriodInDays="1")
    yield "domain again", answer(swf.register_domain, name="diff", workflowExecutionRetentionPeriodInDays="1")
    yield "workflow type", answer(
        swf.register_workflow_type, domain="diff", name="order", version="1", defaultTaskList={"name": "deciders"},
        defaultTaskStartToCloseTimeout="60", defaultExecutionStartToCloseTimeout="600", defaultChildPolicy="TERMINATE")
    yield "activity type", answer(swf.register_activity_type, domain="diff", name="charge", version="1",
                                  defaultTaskList={"name": "workers"}, **limits)
    yield "activity type again", answer(swf.register_activity_type, domain="diff", name="charge", version="1")
    start = dict(domain="diff", workflowId="w", workflowType={"name": "order", "version": "1"})
    run_id = swf.start_workflow_execution(**start)["runId"]
    yield "unknown type", answer(swf.start_workflow_execution, **dict(
        start, workflowId="x", workflowType={"name": "none", "version": "1"}))
    task = swf.poll_for_decision_task(domain="diff", taskList={"name": "deciders"})
    yield "decision task", sorted(set(task) - {"ResponseMetadata", "previousStartedEventId"})
    yield "events of the start", [sorted(next(value for key, value in event.items() if key.endswith("Attributes")))
                                  for event in task["events"]]
    decision = {"decisionType": "ScheduleActivityTask", "scheduleActivityTaskDecisionAttributes": {
        "activityId": "a", "activityType": {"name": "charge", "version": "1"}}}
    yield "decision", answer(swf.respond_decision_task_completed, taskToken=task["taskToken"], decisions=[decision])
    yield "decision again", answer(swf.respond_decision_task_completed, taskToken=task["taskToken"])
    task = swf.poll_for_activity_task(domain="diff", taskList={"name": "workers"})
    token = task["taskToken"]
    yield "activity task", sorted(set(task) - {"ResponseMetadata"})
    yield "heartbeat", answer(swf.record_activity_task_heartbeat, taskToken=token)
    yield "unknown token", answer(swf.respond_activity_task_failed, taskToken="garbage")
    yield "failure", answer(swf.respond_activity_task_failed, taskToken=token, reason="R", details="D")
    events = swf.get_workflow_execution_history(domain="diff", execution={"workflowId": "w", "runId": run_id})["events"]
    yield "event types", [event["eventType"] for event in events]
    yield "failed event", events[6].get("activityTaskFailedEventAttributes")
    yield "second failure", answer(swf.respond_activity_task_failed, taskToken=token)
    yield "heartbeat after the failure", answer(swf.record_activity_task_heartbeat, taskToken=token)
    yield "cancelled", answer(swf.respond_activity_task_canceled, taskToken=token)
    yield "cancel requested", answer(swf.request_cancel_workflow_execution, domain="diff", workflowId="w")
    yield "terminated", answer(swf.terminate_workflow_execution, domain="diff", workflowId="w")
    yield "terminated again", answer(swf.terminate_workflow_execution, domain="diff", workflowId="w")
    for name, texts in (("reason of 257", {"reason": "r" * 257}), ("details of 32769", {"details": "d" * 32769})):
        swf.start_workflow_execution(**dict(start, workflowId=name))
        decision["scheduleActivityTaskDecisionAttributes"]["activityId"] = name
        task = swf.poll_for_decision_task(domain="diff", taskList={"name": "deciders"})
        swf.respond_decision_task_completed(taskToken=task["taskToken"], decisions=[decision])
        token = swf.poll_for_activity_task(domain="diff", taskList={"name": "workers"})["taskToken"]
        if name == "reason of 257":
            yield "heartbeat details of 2049", answer(swf.record_activity_task_heartbeat, taskToken=token,
                                                      details="d" * 2049)
        yield name, answer(swf.respond_activity_task_failed, taskToken=token, **texts)


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def main():
    if importlib.util.find_spec("moto") is None:
        print("moto is not installed: nothing compared")
        sys.exit(77)
    port = free_port()
    moto = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        ours = script(client(os.environ["SWF_ENDPOINT"]))
        theirs = script(client(f"http://127.0.0.1:{port}"))
        unexplained = 0
        for (step, mine), (_, motos) in zip(ours, theirs):
            if mine != motos:
                why = EXPLAINED.get(step)
                unexplained += why is None
                print(f"{step}\n  ours: {mine}\n  moto: {motos}\n  {why or 'UNEXPLAINED'}")
        sys.exit(1 if unexplained else 0)
    finally:
        moto.terminate()


if __name__ == "__main__":
    main()
