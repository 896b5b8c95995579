package dev.carewire.adapter.jdbi;

class PostgresRecordingsTest extends RecordingsContract {
    PostgresRecordingsTest() {
        super(TestDatabases.POSTGRES);
    }
}
