package org.archipel.benchmarks;

/**
 * A hub record as a row of its table.
 *
 * @param id as long and as ordered as the platform's own
 * @param json the mapped content
 * @param hash as long as the platform's own
 */
record HubRow(String id, String json, String hash) {}
