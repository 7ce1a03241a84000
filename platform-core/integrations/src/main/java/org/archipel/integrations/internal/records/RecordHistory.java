package org.archipel.integrations.internal.records;

import java.util.List;

/**
 * Versions of a record, latest first.
 *
 * @param versions fewer than were asked for where they are long
 * @param more whether there are earlier ones
 */
public record RecordHistory(List<RecordVersion> versions, boolean more) {}
