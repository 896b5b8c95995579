package dev.carewire.emit;

import dev.carewire.event.FlowEvents;
import dev.carewire.event.FlowEvents.PatientFlow;
import dev.carewire.event.FlowEvents.RoomStatusChanged;
import dev.carewire.identity.TenantId;

/**
 * Publishes where patients are in the clinic. Every method joins the open transaction and blocks, like those of
 * {@link Emit} for stored data.
 */
public final class FlowEmit {

    private final Emit emit;

    /** Helpers that publish through {@code emit}. */
    public FlowEmit(Emit emit) {
        this.emit = emit;
    }

    /** Publishes to the clinic, and to the site's room board and the provider's queue if the flow names them. */
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
