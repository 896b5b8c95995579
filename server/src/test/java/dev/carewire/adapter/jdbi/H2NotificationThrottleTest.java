package dev.carewire.adapter.jdbi;

class H2NotificationThrottleTest extends NotificationThrottleContract {
    H2NotificationThrottleTest() {
        super(TestDatabases.H2);
    }
}
