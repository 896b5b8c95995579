package dev.carewire.adapter.jdbi;

class H2RecordingsTest extends RecordingsContract {
    H2RecordingsTest() {
        super(TestDatabases.H2);
    }
}
