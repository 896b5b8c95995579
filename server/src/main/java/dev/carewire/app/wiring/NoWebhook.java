package dev.carewire.app.wiring;

import dev.carewire.notification.Webhook;

/** For a server that has no webhook configured. */
final class NoWebhook implements Webhook {

    @Override
    public boolean isConfigured() {
        return false;
    }

    /** A call that was waiting when the webhook was taken out of the configuration is never confirmed. */
    @Override
    public boolean call(UnacknowledgedNotification unanswered) {
        return false;
    }
}
