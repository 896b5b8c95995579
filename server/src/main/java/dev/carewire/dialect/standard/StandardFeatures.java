package dev.carewire.dialect.standard;

import dev.carewire.assistant.Assistant;
import dev.carewire.call.Calls;
import dev.carewire.messaging.Messaging;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Preferences;
import dev.carewire.patient.Patients;
import dev.carewire.presence.Presence;
import dev.carewire.transcription.LiveTranscription;
import dev.carewire.transcription.Recordings;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.Vitals;

/** The features behind derm-app's language. */
public record StandardFeatures(
        Messaging messaging,
        Presence presence,
        Patients patients,
        Notifications notifications,
        Preferences preferences,
        ConnectedRecipients deliveries,
        Vitals vitals,
        Thresholds thresholds,
        Calls calls,
        Assistant assistant,
        Recordings recordings,
        LiveTranscription transcription) {}
