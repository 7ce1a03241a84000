/** Reads and writes the records of entities that are described as data. */
package org.archipel.connector.common.record;
