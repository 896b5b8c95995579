package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.FlowEvents.PATIENT_FLOW_UPDATED;
import static dev.carewire.event.FlowEvents.PROVIDER_QUEUE_UPDATED;
import static dev.carewire.event.FlowEvents.ROOM_BOARD_UPDATED;
import static dev.carewire.event.FlowEvents.ROOM_STATUS_CHANGED;

import dev.carewire.event.FlowEvents.PatientFlow;
import dev.carewire.event.FlowEvents.RoomStatusChanged;
import dev.carewire.event.FlowStatus;
import dev.carewire.json.JsonObject;
import java.util.function.Consumer;

/** derm-app's names for events: patient flow. All three views of a change share one body. */
final class FlowVocabulary {

    private static final Consumer<JsonObject> REDUCTION = without("patientName");

    private FlowVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(PATIENT_FLOW_UPDATED)
                .modules(EventModules.PATIENT_FLOW)
                .minimal(REDUCTION)
                .timestamped("patient-flow:updated", FlowVocabulary::flow);
        rows.event(ROOM_BOARD_UPDATED).minimal(REDUCTION).timestamped("room-board:updated", FlowVocabulary::flow);
        rows.event(PROVIDER_QUEUE_UPDATED)
                .minimal(REDUCTION)
                .timestamped("provider-queue:updated", FlowVocabulary::flow);
        rows.event(ROOM_STATUS_CHANGED).minimal(REDUCTION).timestamped("room:status-changed", FlowVocabulary::room);
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
