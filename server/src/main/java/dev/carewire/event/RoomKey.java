package dev.carewire.event;

import dev.carewire.identity.TenantId;
import java.util.Objects;

/**
 * Identifies a room. The key always includes the tenant, so an id guessed from another tenant names a different, empty
 * room.
 *
 * @param tenant the clinic
 * @param kind the kind of room
 * @param id unique within the kind; empty where a tenant has only one
 */
public record RoomKey(TenantId tenant, Kind kind, String id) {

    /** The kinds of rooms. */
    public enum Kind {
        /** Every session of the tenant. */
        TENANT,
        /** Every session of one user. */
        USER,
        /** The sessions that have a message thread open. */
        THREAD,
        /** The sessions that have a patient's chart open. */
        PATIENT,
        /** The participants of a discussion of an appointment. */
        APPOINTMENT,
        /** The waiting-room screens of the tenant. */
        DISPLAY,
        /** The entity rooms of the clinic dialect. */
        QUEUE,
        APPOINTMENTS,
        VISITS,
        PRESCRIPTIONS,
        INVOICES,
        /** The subscribers of patient flow, at one site or at all sites. */
        PATIENT_FLOW,
        /** The subscribers of a site's room board. */
        ROOM_BOARD,
        /** The subscribers of a provider's queue. */
        PROVIDER_QUEUE,
        /** The subscribers of a recording. */
        RECORDING,
        /** The staff of a family whose clients do not receive the tenant's events, for events of their own back end. */
        STAFF,
        /** The staff who may use a module of derm-app's front end, for events of its own back end. */
        MODULE,
        /** A room of another back end's own, which only it fills. Each session is in the one with its own id. */
        BACK_END
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

    /** The tenant's only room of {@code kind}. */
    public static RoomKey entity(TenantId tenant, Kind kind) {
        return new RoomKey(tenant, kind, "");
    }

    /** Patient flow at one site of the clinic; at all sites if {@code locationId} is empty. */
    public static RoomKey patientFlow(TenantId tenant, String locationId) {
        return new RoomKey(tenant, Kind.PATIENT_FLOW, locationId);
    }

    public static RoomKey roomBoard(TenantId tenant, String locationId) {
        return new RoomKey(tenant, Kind.ROOM_BOARD, locationId);
    }

    public static RoomKey recording(TenantId tenant, String recordingId) {
        return new RoomKey(tenant, Kind.RECORDING, recordingId);
    }

    /** The room of a back end's own with this name. */
    public static RoomKey backEnd(TenantId tenant, String name) {
        return new RoomKey(tenant, Kind.BACK_END, name);
    }

    public static RoomKey providerQueue(TenantId tenant, String providerId) {
        return new RoomKey(tenant, Kind.PROVIDER_QUEUE, providerId);
    }
}
