/** Hub records: the organization's business data, its versions, and its links to remote systems. */
package org.archipel.integrations.internal.records;
