/** Reads JSON by its published schema. Not exported, because its API uses Jackson's types. */
package io.lossparity.report.schema;
