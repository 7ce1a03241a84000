/** The REST resources of connectors, integrations and hub records. */
package org.archipel.integrations.internal.rest;
