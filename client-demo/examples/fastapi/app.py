"""A FastAPI back end whose events reach its clinic's clients through CareWire."""

import asyncio
import os
from contextlib import asynccontextmanager

from carewire import CareWire


def create_emitter():
    """The emitter of the application: one for the whole process."""
    return CareWire(
        os.environ.get("CAREWIRE_URL", "http://127.0.0.1:8000"),
        "keneyapp",
        token=os.environ["CAREWIRE_TOKEN"],
    )


def patient_created(io, tenant_id, patient):
    """Reports a new patient to the clinic's clients. Does not block, so that asynchronous routes may call it."""
    data = {name: patient[name] for name in ("id", "first_name", "last_name")}
    frame = {"type": "patient_created", "data": {**data, "tenant_id": tenant_id}}
    io.emit(frame["type"], frame, to=f"tenant:{tenant_id}")


def create_app():
    """The application, for `uvicorn app:create_app --factory`."""
    from fastapi import FastAPI

    io = create_emitter()

    @asynccontextmanager
    async def lifespan(_):
        yield
        await asyncio.to_thread(io.close)

    app = FastAPI(lifespan=lifespan)

    @app.post("/tenants/{tenant_id}/patients", status_code=201)
    async def create_patient(tenant_id: str, patient: dict):
        # A real back end writes the patient to its own database here.
        patient_created(io, tenant_id, patient)
        return patient

    return app
