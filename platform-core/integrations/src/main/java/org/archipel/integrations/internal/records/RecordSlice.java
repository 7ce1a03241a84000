package org.archipel.integrations.internal.records;

import java.util.List;
import java.util.Optional;
import org.archipel.api.record.HubRecord;

/** A page of records; {@code next} is the last id looked at, empty at the end. */
public record RecordSlice(List<HubRecord> records, Optional<String> next) {}
