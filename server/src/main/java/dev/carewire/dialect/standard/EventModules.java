package dev.carewire.dialect.standard;

import dev.carewire.event.AppointmentEvents;
import dev.carewire.event.BillingEvents;
import dev.carewire.event.BiopsyEvents;
import dev.carewire.event.BulkEvents;
import dev.carewire.event.ClaimEvents;
import dev.carewire.event.EncounterEvents;
import dev.carewire.event.EventType;
import dev.carewire.event.FlowEvents;
import dev.carewire.event.LabEvents;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PrescriptionEvents;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PriorAuthEvents;
import dev.carewire.event.TaskEvents;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The modules of derm-app's front end that each event is for. Whoever opens one of them is told; events that are not here concern
 * single users, or those who follow something they asked for. Immutable; any thread.
 */
final class EventModules {

    private static final Map<String, Set<Module>> BY_EVENT = byEvent();

    private EventModules() {}

    /** The modules that an event is for; empty for one that is for whoever is in its rooms. */
    static Optional<Set<Module>> of(EventType<?> type) {
        return Optional.ofNullable(BY_EVENT.get(type.name()));
    }

    /** The names of the events that are for none of the modules in {@code open}. */
    static Set<String> closed(Set<Module> open) {
        return BY_EVENT.entrySet().stream()
                .filter(event -> Collections.disjoint(event.getValue(), open))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Set<Module>> byEvent() {
        Map<String, Set<Module>> modules = new HashMap<>();
        put(
                modules,
                EnumSet.of(Module.HOME, Module.SCHEDULE, Module.OFFICE_FLOW, Module.APPT_FLOW, Module.WAITLIST),
                AppointmentEvents.APPOINTMENT_CREATED,
                AppointmentEvents.APPOINTMENT_UPDATED,
                AppointmentEvents.APPOINTMENT_CANCELLED,
                AppointmentEvents.PATIENT_CHECKED_IN);
        put(
                modules,
                EnumSet.of(Module.HOME, Module.PATIENTS),
                PatientEvents.PATIENT_UPDATED,
                PatientEvents.INSURANCE_VERIFIED,
                PresenceEvents.PATIENT_VIEWING);
        put(
                modules,
                EnumSet.of(Module.HOME, Module.NOTES, Module.CLINICAL_INBOX),
                EncounterEvents.ENCOUNTER_CREATED,
                EncounterEvents.ENCOUNTER_UPDATED,
                EncounterEvents.ENCOUNTER_COMPLETED,
                EncounterEvents.ENCOUNTER_SIGNED);
        put(
                modules,
                EnumSet.of(Module.HOME, Module.ORDERS, Module.LABS, Module.RADIOLOGY, Module.CLINICAL_INBOX),
                BiopsyEvents.BIOPSY_CREATED,
                BiopsyEvents.BIOPSY_UPDATED,
                BiopsyEvents.BIOPSY_RESULT_RECEIVED,
                BiopsyEvents.BIOPSY_REVIEWED,
                LabEvents.LAB_RESULT_CREATED,
                LabEvents.LAB_RESULT_UPDATED);
        put(
                modules,
                EnumSet.of(Module.HOME, Module.RX, Module.EPA, Module.CLINICAL_INBOX),
                PrescriptionEvents.PRESCRIPTION_CREATED,
                PrescriptionEvents.PRESCRIPTION_SENT,
                PrescriptionEvents.PRESCRIPTION_STATUS_CHANGED,
                PriorAuthEvents.PRIOR_AUTH_CREATED,
                PriorAuthEvents.PRIOR_AUTH_STATUS_CHANGED,
                PriorAuthEvents.PRIOR_AUTH_APPROVED,
                PriorAuthEvents.PRIOR_AUTH_DENIED);
        put(
                modules,
                EnumSet.of(Module.HOME, Module.FINANCIALS, Module.CLAIMS, Module.CLEARINGHOUSE),
                PatientEvents.BALANCE_CHANGED,
                ClaimEvents.CLAIM_CREATED,
                ClaimEvents.CLAIM_UPDATED,
                ClaimEvents.CLAIM_STATUS_CHANGED,
                ClaimEvents.CLAIM_SUBMITTED,
                ClaimEvents.CLAIM_DENIED,
                ClaimEvents.CLAIM_PAID,
                BillingEvents.INVOICE_UPDATED,
                BillingEvents.PAYMENT_RECEIVED,
                BillingEvents.PAYMENT_POSTED);
        put(
                modules,
                EnumSet.of(Module.HOME, Module.OFFICE_FLOW, Module.APPT_FLOW, Module.SCHEDULE),
                FlowEvents.PATIENT_FLOW_UPDATED);
        put(modules, EnumSet.of(Module.HOME, Module.CLINICAL_INBOX), TaskEvents.TASK_CREATED, TaskEvents.TASK_UPDATED);
        put(modules, EnumSet.of(Module.MAIL), MessagingEvents.MESSAGE_ANNOUNCED);
        put(
                modules,
                EnumSet.of(Module.HOME),
                PresenceEvents.USER_CAME_ONLINE,
                PresenceEvents.USER_STATUS_CHANGED,
                PresenceEvents.USER_WENT_OFFLINE,
                BulkEvents.RECORDS_BULK_UPDATED);
        return Map.copyOf(modules);
    }

    private static void put(Map<String, Set<Module>> modules, Set<Module> ofThese, EventType<?>... types) {
        for (EventType<?> type : types) {
            modules.put(type.name(), ofThese);
        }
    }
}
