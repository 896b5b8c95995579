package dev.carewire.dialect.keney;

import dev.carewire.appointment.Appointments;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.RoomMessages;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.patient.Patients;
import dev.carewire.presence.Presence;

/** The features behind KeneyApp's language. */
public record KeneyFeatures(
        Messaging messaging,
        RoomMessages roomMessages,
        Patients patients,
        Appointments appointments,
        Presence presence,
        ConnectedRecipients recipients) {}
