/** A provider connector made of one file: its definition, its entities and its operations. */
package org.archipel.connector.common.provider;
