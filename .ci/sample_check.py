"""Holds the histories that boto3 reads against the counters of the sample's actuator."""

import collections
import json
import re
import sys
import urllib.request

import boto3

swf_url, http_url = sys.argv[1:]
swf = boto3.client(
    "swf", endpoint_url=swf_url, region_name="us-east-1",
    aws_access_key_id="sample", aws_secret_access_key="sample")


def history(workflow_id, run_id):
    return swf.get_workflow_execution_history(
        domain="sample", execution={"workflowId": workflow_id, "runId": run_id})["events"]


def executions():
    """Workflow and run ids, which the sample lists at /workflows."""
    with urllib.request.urlopen(http_url + "/workflows") as response:
        return json.load(response).items()


def failures_in_histories():
    failures = collections.Counter()
    for workflow_id, run_id in executions():
        scheduled = {}
        for event in history(workflow_id, run_id):
            if event["eventType"] == "ActivityTaskScheduled":
                attributes = event["activityTaskScheduledEventAttributes"]
                scheduled[event["eventId"]] = attributes["activityType"]["name"]
            if event["eventType"] == "ActivityTaskFailed":
                attributes = event["activityTaskFailedEventAttributes"]
                assert 0 < len(attributes["reason"]) <= 256, attributes["reason"]
                assert len(attributes.get("details", "")) <= 32768
                failures[scheduled[attributes["scheduledEventId"]]] += 1
    return failures


def failures_counted():
    with urllib.request.urlopen(http_url + "/actuator/prometheus") as response:
        text = response.read().decode()
    failures = collections.Counter()
    for labels, value in re.findall(r"^swf_activity_failures_total\{(.*?)\} (\S+)$", text, re.M):
        tags = dict(re.findall(r'(\w+)="([^"]*)"', labels))
        if tags["outcome"] == "reported":
            failures[tags["activity"]] += int(float(value))
    return failures


def metric_total():
    with urllib.request.urlopen(http_url + "/actuator/metrics/swf.activity.failures") as response:
        return sum(m["value"] for m in json.load(response)["measurements"] if m["statistic"] == "COUNT")


def health():
    with urllib.request.urlopen(http_url + "/actuator/health") as response:
        return json.load(response)["components"]["swfFailure"]


in_histories, counted = failures_in_histories(), failures_counted()
print("in histories:", dict(in_histories))
print("counted:     ", dict(counted))
if not in_histories:
    sys.exit("The histories hold no failure")
if in_histories != counted:
    sys.exit("Histories and counters disagree")
if metric_total() != sum(counted.values()):
    sys.exit("/actuator/metrics says %s failures" % metric_total())
print("%d failures in histories, as many counted" % sum(counted.values()))
if health()["status"] != "UP" or health()["details"]["undelivered"] != 0:
    sys.exit("The health component says %s" % health())
print("the health component swfFailure says", health())
