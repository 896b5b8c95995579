"""A FastAPI back end that tells its clinic's clients what changed: one HTTP call to CareWire."""

import json
import os
import urllib.error
import urllib.request
import uuid


def emit(event, idempotency_key=None):
    """Tells one event and returns its id. Sent again with the same key, as after a timeout, it is told once.

    event: {"event", "data"} of the catalogue, or {"event", "rooms", "data"} of one's own.
    """
    body = {**event, "idempotencyKey": idempotency_key or str(uuid.uuid4())}
    request = urllib.request.Request(
        os.environ.get("CAREWIRE_URL", "http://127.0.0.1:8000") + "/api/v1/emit",
        data=json.dumps(body).encode(),
        headers={
            "Authorization": "Bearer " + os.environ["CAREWIRE_TOKEN"],
            "Content-Type": "application/json",
        },
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return json.load(response)["data"]["events"][0]["id"]
    except urllib.error.HTTPError as refusal:
        answer = json.load(refusal)
        raise RuntimeError(f"CareWire: HTTP {refusal.code} {answer['code']}: {answer['error']}") from None


def create_app():
    """The application, for `uvicorn app:create_app --factory`."""
    from fastapi import FastAPI

    app = FastAPI()

    # Not async: FastAPI runs it on a thread of its own, where a call may wait.
    @app.post("/prescriptions/import", status_code=202)
    def import_prescriptions():
        # Here the prescriptions would be written to this back end's own database.
        return {"told": emit({"event": "records.bulk-updated", "data": {"kind": "prescriptions"}})}

    return app
