/** The values of an integration: what is configured, in the names of the REST API. */
package org.archipel.integrations.internal.model;
