package io.lossparity.suite.smoke;

/**
 * A defect that a case shows.
 *
 * @param defect what kind of defect
 * @param message what is wrong, in words
 * @param loss the loss
 * @param caseId the golden case that was asked, unchanged or with one argument changed
 */
public record SmokeFinding(Defect defect, String message, String loss, String caseId) {}
