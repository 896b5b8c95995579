package dev.carewire.dialect.healthmate;

import dev.carewire.messaging.Messaging;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.notification.Notifications;
import dev.carewire.notification.Preferences;
import dev.carewire.patient.Patients;
import dev.carewire.presence.Presence;
import dev.carewire.vitals.Thresholds;
import dev.carewire.vitals.Vitals;

/** The features that HealthMate's language speaks of. */
public record HealthmateFeatures(
        Messaging messaging,
        Presence presence,
        Patients patients,
        Notifications notifications,
        Preferences preferences,
        ConnectedRecipients deliveries,
        Vitals vitals,
        Thresholds thresholds) {}
