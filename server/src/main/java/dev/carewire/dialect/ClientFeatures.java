package dev.carewire.dialect;

import dev.carewire.appointment.Appointments;
import dev.carewire.assistant.Assistant;
import dev.carewire.authorization.RoomRights;
import dev.carewire.call.Calls;
import dev.carewire.clinic.Clinics;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.RoomMessages;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Preferences;
import dev.carewire.patient.Patients;
import dev.carewire.presence.Presence;
import dev.carewire.transcription.LiveTranscription;
import dev.carewire.transcription.Recordings;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.Vitals;

/**
 * The features that clients use over their connections; each family uses some of them.
 *
 * @param rooms the rights to the rooms of records
 * @param clinics know the time zone of each clinic
 * @param repeatable runs commands once per idempotency key
 */
public record ClientFeatures(
        Messaging messaging,
        RoomMessages roomMessages,
        Patients patients,
        Appointments appointments,
        Presence presence,
        Notifications notifications,
        Preferences preferences,
        ConnectedRecipients recipients,
        Vitals vitals,
        Thresholds thresholds,
        Calls calls,
        Assistant assistant,
        Recordings recordings,
        LiveTranscription transcription,
        RoomRights rooms,
        Clinics clinics,
        RepeatableCommands repeatable) {}
