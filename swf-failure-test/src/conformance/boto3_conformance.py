"""Drives the endpoint named by SWF_ENDPOINT through boto3, as a worker, a decider and an operator do."""
import datetime
import os
import unittest
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def client(retries=0):
    return boto3.client(
        "swf", endpoint_url=os.environ["SWF_ENDPOINT"], region_name="us-east-1",
        aws_access_key_id="test", aws_secret_access_key="test",
        config=Config(retries={"max_attempts": retries}, read_timeout=75))


class Conformance(unittest.TestCase):

    def setUp(self):
        self.swf = client()
        self.addCleanup(self.swf.close)
        self.domain = "d" + uuid.uuid4().hex
        self.swf.register_domain(name=self.domain, workflowExecutionRetentionPeriodInDays="1")
        self.swf.register_workflow_type(
            domain=self.domain, name="order", version="1", defaultTaskList={"name": "deciders"},
            defaultTaskStartToCloseTimeout="10", defaultExecutionStartToCloseTimeout="3600",
            defaultChildPolicy="TERMINATE")
        self.swf.register_activity_type(
            domain=self.domain, name="charge", version="1", defaultTaskList={"name": "workers"},
            defaultTaskStartToCloseTimeout="60", defaultTaskHeartbeatTimeout="NONE",
            defaultTaskScheduleToStartTimeout="NONE", defaultTaskScheduleToCloseTimeout="NONE")

    def start(self, workflow_id="w", **more):
        return self.swf.start_workflow_execution(
            domain=self.domain, workflowId=workflow_id, workflowType={"name": "order", "version": "1"}, **more)["runId"]

    def decide(self, *decisions):
        task = self.swf.poll_for_decision_task(domain=self.domain, taskList={"name": "deciders"})
        self.swf.respond_decision_task_completed(taskToken=task["taskToken"], decisions=list(decisions))
        return task

    def schedule(self, activity_id="a"):
        return {"decisionType": "ScheduleActivityTask", "scheduleActivityTaskDecisionAttributes": {
            "activityId": activity_id, "activityType": {"name": "charge", "version": "1"}, "input": "42"}}

    def poll(self):
        return self.swf.poll_for_activity_task(domain=self.domain, taskList={"name": "workers"}, identity="boto3")

    def history(self, run_id, workflow_id="w"):
        pages = self.swf.get_paginator("get_workflow_execution_history").paginate(
            domain=self.domain, execution={"workflowId": workflow_id, "runId": run_id},
            PaginationConfig={"PageSize": 3})
        return [event for page in pages for event in page["events"]]

    def refused(self, code, message, call, **arguments):
        with self.assertRaises(ClientError) as refused:
            call(**arguments)
        self.assertEqual(refused.exception.response["Error"]["Code"], code)
        self.assertRegex(refused.exception.response["Error"]["Message"], message)
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertTrue(refused.exception.response["ResponseMetadata"]["RequestId"])

    def test_failure_reaches_the_history(self):
        run_id = self.start()
        self.decide(self.schedule())
        task = self.poll()
        self.assertEqual(task["input"], "42")
        self.assertFalse(self.swf.record_activity_task_heartbeat(taskToken=task["taskToken"])["cancelRequested"])
        self.swf.respond_activity_task_failed(taskToken=task["taskToken"], reason="R \U0001F600", details="D")
        events = self.history(run_id)
        self.assertEqual([event["eventId"] for event in events], list(range(1, 9)))
        self.assertEqual(events[6]["activityTaskFailedEventAttributes"], {
            "reason": "R \U0001F600", "details": "D", "scheduledEventId": 5, "startedEventId": 6})
        self.assertIsInstance(events[6]["eventTimestamp"], datetime.datetime)
        for respond in (self.swf.respond_activity_task_failed, self.swf.respond_activity_task_completed,
                        self.swf.respond_activity_task_canceled, self.swf.record_activity_task_heartbeat):
            self.refused("UnknownResourceFault", "^Unknown activity, scheduledEventId = 5$", respond,
                         taskToken=task["taskToken"])

    def test_limits_are_the_services(self):
        self.start()
        self.decide(self.schedule())
        token = self.poll()["taskToken"]
        self.refused("ValidationException", "Value 'r{257}' at 'reason' failed to satisfy constraint: Member must have "
                     "length less than or equal to 256$", self.swf.respond_activity_task_failed,
                     taskToken=token, reason="r" * 257)
        self.refused("ValidationException", "^2 validation errors detected: .*'reason'.*; .*'details'",
                     self.swf.respond_activity_task_failed, taskToken=token, reason="r" * 257, details="d" * 32769)
        self.refused("ValidationException", "^Invalid token$", self.swf.respond_activity_task_failed, taskToken="x")
        self.swf.respond_activity_task_failed(taskToken=token, reason="r" * 256, details="d" * 32768)

    def test_decisions_of_every_kind(self):
        run_id = self.start()
        self.decide(
            self.schedule(), {"decisionType": "RecordMarker", "recordMarkerDecisionAttributes": {"markerName": "m"}},
            {"decisionType": "StartTimer", "startTimerDecisionAttributes": {"timerId": "t", "startToFireTimeout": "60"}},
            {"decisionType": "CancelTimer", "cancelTimerDecisionAttributes": {"timerId": "t"}},
            {"decisionType": "RequestCancelActivityTask",
             "requestCancelActivityTaskDecisionAttributes": {"activityId": "a"}},
            {"decisionType": "SignalExternalWorkflowExecution", "signalExternalWorkflowExecutionDecisionAttributes": {
                "workflowId": "nobody", "signalName": "s"}},
            {"decisionType": "RequestCancelExternalWorkflowExecution",
             "requestCancelExternalWorkflowExecutionDecisionAttributes": {"workflowId": "nobody"}},
            {"decisionType": "StartChildWorkflowExecution", "startChildWorkflowExecutionDecisionAttributes": {
                "workflowId": "child", "workflowType": {"name": "order", "version": "1"}}})
        types = [event["eventType"] for event in self.history(run_id)]
        self.assertEqual(types[4:], [
            "ActivityTaskScheduled", "MarkerRecorded", "TimerStarted", "TimerCanceled", "ActivityTaskCancelRequested",
            "SignalExternalWorkflowExecutionInitiated", "RequestCancelExternalWorkflowExecutionInitiated",
            "StartChildWorkflowExecutionInitiated", "ActivityTaskCanceled", "DecisionTaskScheduled",
            "SignalExternalWorkflowExecutionFailed", "RequestCancelExternalWorkflowExecutionFailed",
            "ChildWorkflowExecutionStarted"])

    def test_visibility(self):
        self.start("w", tagList=["vip"])
        self.start("v")
        self.swf.terminate_workflow_execution(domain=self.domain, workflowId="v", reason="because")
        opened = self.swf.list_open_workflow_executions(
            domain=self.domain, startTimeFilter={"oldestDate": EPOCH}, tagFilter={"tag": "vip"})["executionInfos"]
        self.assertEqual([info["execution"]["workflowId"] for info in opened], ["w"])
        closed = self.swf.list_closed_workflow_executions(
            domain=self.domain, closeTimeFilter={"oldestDate": EPOCH}, closeStatusFilter={"status": "TERMINATED"})
        self.assertEqual([info["execution"]["workflowId"] for info in closed["executionInfos"]], ["v"])
        self.assertEqual(self.swf.count_open_workflow_executions(
            domain=self.domain, startTimeFilter={"oldestDate": EPOCH})["count"], 1)
        self.assertEqual(self.swf.count_closed_workflow_executions(
            domain=self.domain, startTimeFilter={"oldestDate": EPOCH}, typeFilter={"name": "order"})["count"], 1)
        self.assertEqual(self.swf.count_pending_decision_tasks(
            domain=self.domain, taskList={"name": "deciders"})["count"], 1)

    def test_registrations(self):
        self.assertIn(self.domain, [info["name"] for page in self.swf.get_paginator("list_domains").paginate(
            registrationStatus="REGISTERED") for info in page["domainInfos"]])
        self.refused("DomainAlreadyExistsFault", self.domain, self.swf.register_domain, name=self.domain,
                     workflowExecutionRetentionPeriodInDays="1")
        self.refused("TypeAlreadyExistsFault", r"ActivityType=\[name=charge, version=1\]",
                     self.swf.register_activity_type, domain=self.domain, name="charge", version="1")
        kind = {"name": "charge", "version": "1"}
        detail = self.swf.describe_activity_type(domain=self.domain, activityType=kind)
        self.assertEqual(detail["configuration"]["defaultTaskStartToCloseTimeout"], "60")
        self.swf.deprecate_activity_type(domain=self.domain, activityType=kind)
        listed = self.swf.list_activity_types(domain=self.domain, registrationStatus="DEPRECATED")["typeInfos"]
        self.assertEqual(listed[0]["activityType"], kind)
        self.assertIn("deprecationDate", listed[0])

    def test_tags_of_a_domain(self):
        arn = self.swf.describe_domain(name=self.domain)["domainInfo"]["arn"]
        self.swf.tag_resource(resourceArn=arn, tags=[{"key": "team", "value": "payments"}, {"key": "stage"}])
        self.swf.untag_resource(resourceArn=arn, tagKeys=["stage"])
        self.assertEqual([{"key": "team", "value": "payments"}],
                         self.swf.list_tags_for_resource(resourceArn=arn)["tags"])
        self.refused("TooManyTagsFault", "50", self.swf.tag_resource, resourceArn=arn,
                     tags=[{"key": str(i), "value": "v"} for i in range(50)])

    def test_domains_belong_to_a_region(self):
        other = boto3.client("swf", endpoint_url=os.environ["SWF_ENDPOINT"], region_name="us-gov-west-1",
                             aws_access_key_id="test", aws_secret_access_key="test")
        self.addCleanup(other.close)
        self.refused("UnknownResourceFault", f"Unknown domain: {self.domain}", other.describe_domain, name=self.domain)
        other.register_domain(name=self.domain, workflowExecutionRetentionPeriodInDays="1")
        self.assertEqual(f"arn:aws-us-gov:swf:us-gov-west-1:123456789012:/domain/{self.domain}",
                         other.describe_domain(name=self.domain)["domainInfo"]["arn"])

    def test_event_during_a_running_decision_schedules_the_next_at_once(self):
        run_id = self.start()
        task = self.swf.poll_for_decision_task(domain=self.domain, taskList={"name": "deciders"})
        self.swf.signal_workflow_execution(domain=self.domain, workflowId="w", signalName="s")
        self.swf.respond_decision_task_completed(taskToken=task["taskToken"])
        self.assertEqual(["WorkflowExecutionStarted", "DecisionTaskScheduled", "DecisionTaskStarted",
                          "WorkflowExecutionSignaled", "DecisionTaskScheduled", "DecisionTaskCompleted"],
                         [event["eventType"] for event in self.history(run_id)])

    def test_empty_poll_has_an_empty_token(self):
        self.assertEqual("", self.swf.poll_for_activity_task(domain=self.domain, taskList={"name": "none"})["taskToken"])


if __name__ == "__main__":
    unittest.main()
