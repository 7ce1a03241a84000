/** Proposals for mappings. */
package org.archipel.transformation.internal.suggest;
