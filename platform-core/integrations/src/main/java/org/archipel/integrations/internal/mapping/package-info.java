/** Field mappings and filters, compiled once and run for every record. */
package org.archipel.integrations.internal.mapping;
