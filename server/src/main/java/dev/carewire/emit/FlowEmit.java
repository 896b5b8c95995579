package dev.carewire.emit;

import dev.carewire.event.FlowEvents;
import dev.carewire.event.FlowEvents.PatientFlow;
import dev.carewire.event.FlowEvents.RoomStatusChanged;
import dev.carewire.identity.TenantId;

/** Tells a clinic's clients where patients are. As {@link Emit} is for stored data: in the open transaction, and blocking. */
public final class FlowEmit {

    private final Emit emit;

    /** Helpers that publish as {@code emit} does. */
    public FlowEmit(Emit emit) {
        this.emit = emit;
    }

    /** Tells the clinic, the room board of the flow's site and the queue of its provider, as far as it names them. */
    public void emitPatientFlowUpdate(TenantId tenant, PatientFlow flow) {
        emit.publish(tenant, FlowEvents.PATIENT_FLOW_UPDATED, flow);
        if (flow.locationId().isPresent()) {
            emit.publish(tenant, FlowEvents.ROOM_BOARD_UPDATED, flow);
        }
        if (flow.providerId().isPresent()) {
            emit.publish(tenant, FlowEvents.PROVIDER_QUEUE_UPDATED, flow);
        }
    }

    public void emitRoomStatusChange(TenantId tenant, RoomStatusChanged changed) {
        emit.publish(tenant, FlowEvents.ROOM_STATUS_CHANGED, changed);
    }
}
