/**
 * What authors of plugins test against: for each kind of component a contract to extend in a test
 * of your own, which says what your component is and gets dozens of tests for it.
 *
 * <table>
 * <caption>Contracts</caption>
 * <tr><th>you wrote</th><th>your test extends</th></tr>
 * <tr><td>a plugin</td><td>{@link dev.graft.testkit.PluginContract}</td></tr>
 * <tr><td>a backbone</td><td>{@link dev.graft.testkit.BackboneContract}</td></tr>
 * <tr><td>a layer</td><td>{@link dev.graft.testkit.LayerContract}</td></tr>
 * <tr><td>a head</td><td>{@link dev.graft.testkit.HeadContract}</td></tr>
 * <tr><td>a loss</td><td>{@link dev.graft.testkit.LossContract}</td></tr>
 * <tr><td>an augmentation</td><td>{@link dev.graft.testkit.AugmentationContract}</td></tr>
 * <tr><td>an optimizer</td><td>{@link dev.graft.testkit.OptimizerContract}</td></tr>
 * <tr><td>a learning-rate schedule</td><td>{@link dev.graft.testkit.ScheduleContract}</td></tr>
 * <tr><td>a runner</td><td>{@link dev.graft.testkit.RunnerContract}</td></tr>
 * <tr><td>a metric</td><td>{@link dev.graft.testkit.MetricContract}</td></tr>
 * <tr><td>a listener</td><td>{@link dev.graft.testkit.ListenerContract}</td></tr>
 * <tr><td>an engine</td><td>{@link dev.graft.testkit.engine.EngineContract}</td></tr>
 * </table>
 *
 * <p>{@code dev.graft:graft-testkit} in test scope brings them, with JUnit and AssertJ:
 *
 * <pre>{@code
 * class FocalLossContractTest extends LossContract {
 *   @Override
 *   protected Loss loss() {
 *     return new FocalLoss(new FocalLoss.Settings(2));
 *   }
 * }
 * }</pre>
 *
 * <p>Each test holds a numbered {@linkplain dev.graft.testkit.Rule rule}. Where it is broken, the
 * failure tells what was found, why there is such a rule and how to mend it. What a component
 * cannot or need not do is said by overriding one of the contract's protected methods; the tests
 * that it concerns are then skipped.
 *
 * <p>Nothing native is needed: contracts compute in the {@linkplain
 * dev.graft.testkit.reference.ReferenceEngine reference engine}, in plain Java. With an engine on
 * the test class path as well, components must compute the same there.
 *
 * @since 0.1
 */
package dev.graft.testkit;
