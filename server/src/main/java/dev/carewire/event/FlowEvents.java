package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Patients' progress through the clinic, and the rooms they are in. */
public final class FlowEvents {

    /** No client can name this id, so its board and queue have no subscribers. */
    private static final String NO_LOCATION = "";

    public static final EventType<PatientFlow> PATIENT_FLOW_UPDATED = new EventType<>(
                    "patient-flow.updated",
                    PatientFlow.class,
                    FlowEvents::flowRooms,
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A patient's position between arrival and departure changed.")
            .stateOf(ReportedRecord.Kind.PATIENT_FLOW, flow -> flow.flowId());

    public static final EventType<PatientFlow> ROOM_BOARD_UPDATED = new EventType<>(
                    "room-board.updated",
                    PatientFlow.class,
                    (tenant, flow) ->
                            List.of(RoomKey.roomBoard(tenant, flow.locationId().orElse(NO_LOCATION))),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "The room board of a site shows a patient's move.")
            .stateOf(ReportedRecord.Kind.ROOM_BOARD, flow -> flow.flowId());

    public static final EventType<PatientFlow> PROVIDER_QUEUE_UPDATED = new EventType<>(
                    "provider-queue.updated",
                    PatientFlow.class,
                    (tenant, flow) -> List.of(
                            RoomKey.providerQueue(tenant, flow.providerId().orElse(NO_LOCATION))),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A provider's queue shows a patient's move.")
            .stateOf(ReportedRecord.Kind.PROVIDER_QUEUE, flow -> flow.flowId());

    public static final EventType<RoomStatusChanged> ROOM_STATUS_CHANGED = new EventType<>(
                    "room.status-changed",
                    RoomStatusChanged.class,
                    (tenant, changed) -> List.of(RoomKey.roomBoard(tenant, changed.locationId())),
                    Delivery.LOGGED,
                    Phi.CLINICAL,
                    "A consulting room was occupied, vacated, or is being cleaned.")
            .stateOf(ReportedRecord.Kind.ROOM, changed -> changed.roomId());

    static final List<EventType<?>> ALL =
            List.of(PATIENT_FLOW_UPDATED, ROOM_BOARD_UPDATED, PROVIDER_QUEUE_UPDATED, ROOM_STATUS_CHANGED);

    private FlowEvents() {}

    /**
     * A patient's position between arrival and departure changed.
     *
     * @param locationId the clinic's site; without it, the change appears on no room board
     * @param providerId the provider who sees the patient; without it, the change appears in no provider's queue
     * @param roomNumber the number on the room's door
     */
    public record PatientFlow(
            String flowId,
            String appointmentId,
            String patientId,
            Optional<String> roomId,
            Optional<String> locationId,
            Optional<String> providerId,
            FlowStatus status,
            Optional<FlowStatus> previousStatus,
            Optional<Instant> statusChangedAt,
            Optional<String> patientName,
            Optional<String> roomNumber) {

        public PatientFlow {
            flowId = PayloadChecks.id("flowId", flowId);
            appointmentId = PayloadChecks.id("appointmentId", appointmentId);
            patientId = PayloadChecks.id("patientId", patientId);
            roomId = PayloadChecks.id("roomId", roomId);
            locationId = PayloadChecks.id("locationId", locationId);
            providerId = PayloadChecks.id("providerId", providerId);
            PayloadChecks.required("status", status);
            PayloadChecks.required("previousStatus", previousStatus);
            statusChangedAt = PayloadChecks.moment("statusChangedAt", statusChangedAt);
            patientName = PayloadChecks.line("patientName", patientName);
            roomNumber = PayloadChecks.line("roomNumber", roomNumber);
        }

        /** Shows id and state only: the rest is personal. */
        @Override
        public String toString() {
            return "PatientFlow[" + flowId + ", " + status + "]";
        }
    }

    /**
     * A consulting room was occupied, vacated, or is being cleaned.
     *
     * @param locationId the clinic's site, whose room boards receive this
     * @param roomNumber the number on the room's door
     * @param patientId the patient in the room
     */
    public record RoomStatusChanged(
            String locationId,
            String roomId,
            String roomNumber,
            RoomStatus status,
            Optional<String> patientId,
            Optional<String> patientName) {

        public RoomStatusChanged {
            locationId = PayloadChecks.id("locationId", locationId);
            roomId = PayloadChecks.id("roomId", roomId);
            roomNumber = PayloadChecks.line("roomNumber", roomNumber);
            PayloadChecks.required("status", status);
            patientId = PayloadChecks.id("patientId", patientId);
            patientName = PayloadChecks.line("patientName", patientName);
        }

        /** Shows id and state only: the rest is personal. */
        @Override
        public String toString() {
            return "RoomStatusChanged[" + roomId + ", " + status + "]";
        }
    }

    /** Published room boards never subscribe and show the events for the whole clinic. */
    private static List<RoomKey> flowRooms(TenantId tenant, PatientFlow flow) {
        RoomKey everySite = RoomKey.patientFlow(tenant, NO_LOCATION);
        return flow.locationId()
                .map(location -> List.of(RoomKey.tenant(tenant), everySite, RoomKey.patientFlow(tenant, location)))
                .orElseGet(() -> List.of(RoomKey.tenant(tenant), everySite));
    }
}
