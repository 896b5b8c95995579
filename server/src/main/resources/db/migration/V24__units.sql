-- Values keep what their senders gave before it was converted. The predefined types had no other unit than their own.
ALTER TABLE vitals ADD COLUMN original_amount DOUBLE PRECISION;
ALTER TABLE vitals ADD COLUMN original_diastolic DOUBLE PRECISION;
ALTER TABLE vitals ADD COLUMN original_unit VARCHAR(20);

ALTER TABLE vital_thresholds ADD COLUMN unit VARCHAR(20);
UPDATE vital_thresholds SET unit = 'mmHg' WHERE data_type = 'blood_pressure';
UPDATE vital_thresholds SET unit = 'bpm' WHERE data_type = 'heart_rate';
UPDATE vital_thresholds SET unit = 'mg/dL' WHERE data_type = 'blood_sugar';
UPDATE vital_thresholds SET unit = '°F' WHERE data_type = 'temperature';
UPDATE vital_thresholds SET unit = 'kg' WHERE data_type = 'weight';
