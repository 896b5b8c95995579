package dev.carewire.adapter.jdbi;

class PostgresNotificationThrottleTest extends NotificationThrottleContract {
    PostgresNotificationThrottleTest() {
        super(TestDatabases.POSTGRES);
    }
}
