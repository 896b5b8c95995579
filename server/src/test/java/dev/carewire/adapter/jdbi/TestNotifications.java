package dev.carewire.adapter.jdbi;

import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.cluster.Publisher;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.PredefinedNotifications;
import dev.carewire.notification.StaffDirectory;
import java.time.Clock;
import java.util.Set;

/** Predefined notifications for tests, whose clinic-wide recipients are ada and bob. */
public final class TestNotifications {

    /** The only user with a session. */
    private static final String CONNECTED = "ada";

    private TestNotifications() {}

    public static PredefinedNotifications announcements(Database database, Publisher publisher, Clock clock) {
        return announcements(database, publisher, clock, Set.of("ada", "bob"));
    }

    /** Announcements to these users of every clinic. */
    public static PredefinedNotifications announcements(
            Database database, Publisher publisher, Clock clock, Set<String> staff) {
        return new PredefinedNotifications(
                WiredFeatures.over(database, publisher, clock).client().notifications(), new StaffDirectory() {
                    @Override
                    public Set<String> userIds(TenantId tenant) {
                        return staff;
                    }

                    @Override
                    public boolean isConnected(TenantId tenant, String userId) {
                        return userId.equals(CONNECTED);
                    }
                });
    }
}
