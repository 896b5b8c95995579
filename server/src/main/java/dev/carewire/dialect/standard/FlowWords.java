package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.stamped;
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
final class FlowWords {

    private FlowWords() {}

    static void addTo(Vocabulary.Builder words) {
        words.say(PATIENT_FLOW_UPDATED, "patient-flow:updated", (flow, at) -> stamped(flow(flow), at))
                .say(ROOM_BOARD_UPDATED, "room-board:updated", (flow, at) -> stamped(flow(flow), at))
                .say(PROVIDER_QUEUE_UPDATED, "provider-queue:updated", (flow, at) -> stamped(flow(flow), at))
                .say(ROOM_STATUS_CHANGED, "room:status-changed", (changed, at) -> stamped(room(changed), at));
    }

    private static JsonObject flow(PatientFlow flow) {
        return new JsonObject()
                .put("flowId", flow.flowId())
                .put("appointmentId", flow.appointmentId())
                .put("patientId", flow.patientId())
                .put("roomId", flow.roomId())
                .put("locationId", flow.locationId())
                .put("providerId", flow.providerId())
                .put("status", flow.status().word())
                .put("previousStatus", flow.previousStatus().map(FlowStatus::word))
                .put("statusChangedAt", flow.statusChangedAt())
                .put("patientName", flow.patientName())
                .put("roomNumber", flow.roomNumber());
    }

    private static JsonObject room(RoomStatusChanged changed) {
        return new JsonObject()
                .put("roomId", changed.roomId())
                .put("roomNumber", changed.roomNumber())
                .put("status", changed.status().word())
                .put("patientId", changed.patientId())
                .put("patientName", changed.patientName());
    }
}
