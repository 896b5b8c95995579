package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.event.FlowEvents.PATIENT_FLOW_UPDATED;
import static dev.carewire.event.FlowEvents.PROVIDER_QUEUE_UPDATED;
import static dev.carewire.event.FlowEvents.ROOM_BOARD_UPDATED;
import static dev.carewire.event.FlowEvents.ROOM_STATUS_CHANGED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.event.FlowEvents.PatientFlow;
import dev.carewire.event.FlowEvents.RoomStatusChanged;
import dev.carewire.event.FlowStatus;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: patients on their way through the clinic. One body serves all three views of a move. */
final class FlowVocabulary {

    private FlowVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(PATIENT_FLOW_UPDATED, "patient-flow:updated", (flow, at) -> timestamped(flow(flow), at))
                .render(ROOM_BOARD_UPDATED, "room-board:updated", (flow, at) -> timestamped(flow(flow), at))
                .render(PROVIDER_QUEUE_UPDATED, "provider-queue:updated", (flow, at) -> timestamped(flow(flow), at))
                .render(ROOM_STATUS_CHANGED, "room:status-changed", (changed, at) -> timestamped(room(changed), at));
    }

    private static JsonObject flow(PatientFlow flow) {
        return new JsonObject()
                .put("flowId", flow.flowId())
                .put("appointmentId", flow.appointmentId())
                .put("patientId", flow.patientId())
                .put("roomId", flow.roomId())
                .put("locationId", flow.locationId())
                .put("providerId", flow.providerId())
                .put("status", flow.status().wireName())
                .put("previousStatus", flow.previousStatus().map(FlowStatus::wireName))
                .put("statusChangedAt", flow.statusChangedAt())
                .put("patientName", flow.patientName())
                .put("roomNumber", flow.roomNumber());
    }

    private static JsonObject room(RoomStatusChanged changed) {
        return new JsonObject()
                .put("roomId", changed.roomId())
                .put("roomNumber", changed.roomNumber())
                .put("status", changed.status().wireName())
                .put("patientId", changed.patientId())
                .put("patientName", changed.patientName());
    }
}
