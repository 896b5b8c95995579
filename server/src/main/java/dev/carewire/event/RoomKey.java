package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.util.Objects;

/**
 * A room. The tenant is part of the key whatever the name on the wire, so that an id guessed from another tenant names a
 * different, empty room.
 *
 * @param tenant the clinic
 * @param kind what the room is about
 * @param id which one; empty where a tenant has only one of the kind
 */
public record RoomKey(TenantId tenant, Kind kind, String id) {

    /** What a room is about. */
    public enum Kind {
        /** Every session of the tenant. */
        TENANT,
        /** Every session of one user. */
        USER,
        /** Those who have a message thread open. */
        THREAD,
        /** Those who have a patient's chart open. */
        PATIENT,
        /** Those who talk about an appointment. */
        APPOINTMENT,
        /** The waiting-room screens of the tenant. */
        DISPLAY,
        /** The entity rooms of the clinic dialect. */
        QUEUE,
        APPOINTMENTS,
        VISITS,
        PRESCRIPTIONS,
        INVOICES,
        /** Who follows the patients' ways through the clinic, at one site or at all. */
        PATIENT_FLOW,
        /** Who has the room board of a site open. */
        ROOM_BOARD,
        /** Who has a provider's queue open. */
        PROVIDER_QUEUE,
        /** Who follows a recording. */
        RECORDING
    }

    public RoomKey {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    public static RoomKey tenant(TenantId tenant) {
        return new RoomKey(tenant, Kind.TENANT, "");
    }

    public static RoomKey user(TenantId tenant, String userId) {
        return new RoomKey(tenant, Kind.USER, userId);
    }

    public static RoomKey thread(TenantId tenant, String threadId) {
        return new RoomKey(tenant, Kind.THREAD, threadId);
    }

    public static RoomKey patient(TenantId tenant, String patientId) {
        return new RoomKey(tenant, Kind.PATIENT, patientId);
    }

    public static RoomKey appointment(TenantId tenant, String appointmentId) {
        return new RoomKey(tenant, Kind.APPOINTMENT, appointmentId);
    }

    /** The one room of {@code kind} that the tenant has. */
    public static RoomKey entity(TenantId tenant, Kind kind) {
        return new RoomKey(tenant, kind, "");
    }

    /** Patients' ways through one site of the clinic; through all of them if {@code locationId} is empty. */
    public static RoomKey patientFlow(TenantId tenant, String locationId) {
        return new RoomKey(tenant, Kind.PATIENT_FLOW, locationId);
    }

    public static RoomKey roomBoard(TenantId tenant, String locationId) {
        return new RoomKey(tenant, Kind.ROOM_BOARD, locationId);
    }

    public static RoomKey recording(TenantId tenant, String recordingId) {
        return new RoomKey(tenant, Kind.RECORDING, recordingId);
    }

    public static RoomKey providerQueue(TenantId tenant, String providerId) {
        return new RoomKey(tenant, Kind.PROVIDER_QUEUE, providerId);
    }
}
