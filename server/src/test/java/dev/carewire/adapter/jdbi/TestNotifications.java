package dev.carewire.adapter.jdbi;

import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.cluster.Publisher;
import dev.carewire.notification.PredefinedNotifications;
import java.time.Clock;
import java.util.Set;

/** Predefined notifications for tests, whose clinic-wide recipients are ada and bob. */
public final class TestNotifications {

    private TestNotifications() {}

    public static PredefinedNotifications announcements(Database database, Publisher publisher, Clock clock) {
        return announcements(database, publisher, clock, Set.of("ada", "bob"));
    }

    /** Announcements to these users of every clinic. */
    public static PredefinedNotifications announcements(
            Database database, Publisher publisher, Clock clock, Set<String> staff) {
        return new PredefinedNotifications(
                WiredFeatures.over(database, publisher, clock).client().notifications(), tenant -> staff);
    }
}
