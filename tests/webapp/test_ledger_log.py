"""The head of the ledger goes into the log once a day, so that a rewritten ledger can be told from outside."""

from __future__ import annotations

import json
import logging
from datetime import date

import pytest
from flask import Flask

from webapp.service.ledger_log import HeadLog, log
from webapp.service.workspace import Workspace


def test_the_head_is_written_once_a_day(own_workspace: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    days = [date(2026, 11, 22)]
    head = HeadLog(own_workspace, lambda: days[-1])
    made = own_workspace.store.append_decision("different", None, "reading", "writing", by="Ann", why="Two things.")
    with caplog.at_level(logging.INFO, log.name):
        head.note()
        head.note()
        days.append(date(2026, 11, 23))
        head.note()
    lines = [json.loads(record.getMessage()) for record in caplog.records]
    assert [line["day"] for line in lines] == ["2026-11-22", "2026-11-23"]
    assert lines[0] | {"day": ""} == {"event": "ledger head", "day": "", "decision": made.sequence, "hash": made.hash}


def test_the_first_request_of_a_day_writes_it(own_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, log.name):
        client = own_app.test_client()
        client.get("/")
        client.get("/about")
    assert [json.loads(record.getMessage())["decision"] for record in caplog.records if record.name == log.name] == [0]
