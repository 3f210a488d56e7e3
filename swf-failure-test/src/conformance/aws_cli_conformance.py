"""Drives the endpoint named by SWF_ENDPOINT through the AWS CLI."""
import json
import os
import subprocess
import unittest
import uuid

AWS = os.environ.get("AWS_CLI", "/usr/bin/aws")


def aws(*arguments, succeeds=True):
    environment = dict(os.environ, AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_PAGER="",
                       AWS_DEFAULT_REGION="us-east-1", AWS_EC2_METADATA_DISABLED="true", AWS_MAX_ATTEMPTS="1")
    done = subprocess.run([AWS, "--endpoint-url", os.environ["SWF_ENDPOINT"], "--output", "json", "swf", *arguments],
                          capture_output=True, text=True, env=environment, timeout=120)
    if succeeds:
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else {}
    assert done.returncode != 0, done.stdout
    return done.stderr


class Conformance(unittest.TestCase):

    def test_a_failing_task_from_registration_to_history(self):
        domain = "cli" + uuid.uuid4().hex
        aws("register-domain", "--name", domain, "--workflow-execution-retention-period-in-days", "1")
        aws("register-workflow-type", "--domain", domain, "--name", "order", "--workflow-version", "1",
            "--default-task-list", "name=deciders", "--default-task-start-to-close-timeout", "60",
            "--default-execution-start-to-close-timeout", "3600", "--default-child-policy", "TERMINATE")
        aws("register-activity-type", "--domain", domain, "--name", "charge", "--activity-version", "1",
            "--default-task-list", "name=workers", "--default-task-start-to-close-timeout", "NONE",
            "--default-task-heartbeat-timeout", "NONE", "--default-task-schedule-to-start-timeout", "NONE",
            "--default-task-schedule-to-close-timeout", "NONE")
        run_id = aws("start-workflow-execution", "--domain", domain, "--workflow-id", "w",
                     "--workflow-type", "name=order,version=1")["runId"]
        decision = aws("poll-for-decision-task", "--domain", domain, "--task-list", "name=deciders")
        self.assertEqual(len(decision["events"]), 3)
        aws("respond-decision-task-completed", "--task-token", decision["taskToken"], "--decisions", json.dumps([{
            "decisionType": "ScheduleActivityTask", "scheduleActivityTaskDecisionAttributes": {
                "activityId": "a", "activityType": {"name": "charge", "version": "1"}}}]))
        task = aws("poll-for-activity-task", "--domain", domain, "--task-list", "name=workers")
        refused = aws("respond-activity-task-failed", "--task-token", task["taskToken"], "--reason", "r" * 257,
                      succeeds=False)
        self.assertIn("(ValidationException)", refused)
        self.assertIn("Member must have length less than or equal to 256", refused)
        aws("respond-activity-task-failed", "--task-token", task["taskToken"], "--reason", "CARD_DECLINED")
        closed = aws("respond-activity-task-failed", "--task-token", task["taskToken"], succeeds=False)
        self.assertIn("(UnknownResourceFault)", closed)
        self.assertIn("Unknown activity, scheduledEventId = 5", closed)
        history = aws("get-workflow-execution-history", "--domain", domain, "--execution",
                      f"workflowId=w,runId={run_id}")["events"]
        self.assertEqual(history[6]["activityTaskFailedEventAttributes"]["reason"], "CARD_DECLINED")
        counted = aws("count-open-workflow-executions", "--domain", domain, "--start-time-filter", "oldestDate=0")
        self.assertEqual(counted["count"], 1)


if __name__ == "__main__":
    unittest.main()
