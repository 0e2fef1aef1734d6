"""Validates exported folders: croissant.json with mlcroissant, datapackage.json with frictionless. Exit code 1 when one
does not hold, or its records cannot be read."""
import logging
import os
import sys

import frictionless
import mlcroissant

failed = False


def say(folder, problems, records):
    global failed
    failed = failed or bool(problems)
    print(f"{'bad ' if problems else 'good'}  {folder}: {records} records")
    for problem in problems:
        print("      " + problem)


for folder in sys.argv[1:]:
    lines = lambda name: sum(1 for line in open(os.path.join(folder, name), encoding="utf-8"))
    if os.path.exists(os.path.join(folder, "croissant.json")):
        warnings = []
        handler = logging.Handler()
        handler.emit = lambda record: warnings.append(record.getMessage())
        logging.getLogger("absl").addHandler(handler)
        try:
            data = mlcroissant.Dataset(jsonld=os.path.join(folder, "croissant.json"))
            problems = sorted(data.metadata.issues.errors) + sorted(data.metadata.issues.warnings)
            read = sum(1 for _ in data.records("records")) if data.metadata.record_sets else 0
            if read != lines("records.jsonl"):
                problems.append(f"{read} records were read of {lines('records.jsonl')}")
        except Exception as error:  # whatever the validator throws is its verdict
            problems, read = [repr(error)], 0
        say(folder, problems + [warning for warning in warnings if "WARNING" in warning], read)
    elif os.path.exists(os.path.join(folder, "datapackage.json")):
        try:
            report = frictionless.validate(os.path.join(folder, "datapackage.json"))
            problems = [error.message for task in report.tasks for error in task.errors] + [
                error.message for error in report.errors]
            read = len(frictionless.Package(os.path.join(folder, "datapackage.json")).get_resource("records").read_rows())
        except Exception as error:
            problems, read = [repr(error)], 0
        say(folder, problems[:5], read)
    else:
        say(folder, ["there is neither croissant.json nor datapackage.json"], 0)
sys.exit(failed)
