// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Uses the page in Chromium, which {@code .ci/page} installs.
 */
@Tag("browser")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.swf.port=0", "logging.level.org.openqa.selenium=error" })
@Timeout(120)
class PageTests {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	@Autowired
	private Orders orders;

	@Autowired
	private InjectedFaults faults;

	@Value("${local.server.port}")
	private int port;

	@TempDir
	private Path profile;

	private Browser browser;

	@BeforeEach
	void openThePage() {
		this.orders.awaitClosed();
		this.browser = new Browser(this.profile);
		this.browser.open("http://127.0.0.1:" + this.port + "/");
		eventually(() -> assertThat(this.browser.findAll("#rows tr")).hasSameSizeAs(this.orders.all()));
	}

	@AfterEach
	void nothingWasComplainedAbout() {
		this.faults.inject(InjectedFault.NONE);
		try (Browser closed = this.browser) {
			assertThat(closed.complaints()).isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "order-charge, Failed, CARD_DECLINED", "order-collect, Canceled, Stopped with 3 of 5",
			"order-restock, Completed, restocked at attempt 3" })
	void theTableTellsHowAWorkflowEnded(String workflowId, String end, String beginning) {
		String row = "#rows tr[data-key='" + workflowId + "'] ";
		assertThat(this.browser.text(row + "th")).isEqualTo(workflowId);
		assertThat(this.browser.text(row + ".event")).isEqualTo(end);
		assertThat(this.browser.text(row + "td:last-child")).startsWith(beginning);
	}

	@Test
	void aGroupOpensByKeyboardAndShowsWhatSwfWasTold() {
		WebElement summary = tabTo("Could not commit: the settlement was changed by somebody else");
		summary.sendKeys(Keys.ENTER);
		eventually(() -> assertThat(this.browser.text("details[open] pre")).contains(
				"TransactionSystemException: Could not commit",
				"at io.github.swffailure.sample.RefusingTransactionManager"));
		assertThat(this.browser.text("details[open] dl")).contains("order-settle");
		assertThat(this.browser.focused()).isEqualTo(summary);
	}

	private WebElement tabTo(String text) {
		for (int tabs = 0; tabs < 40; tabs++) {
			this.browser.focused().sendKeys(Keys.TAB);
			WebElement focused = this.browser.focused();
			if (focused.getTagName().equals("summary") && focused.getText().contains(text)) {
				return focused;
			}
		}
		throw new AssertionError("No tab leads to '" + text + "'");
	}

	@Test
	void anOutageMakesTheBacklogGrowAndMendingDrainsIt() {
		this.browser.find("[data-fault='OUTAGE']").click();
		eventually(() -> assertThat(this.browser.text("#status")).isEqualTo("SWF fails every report"));
		this.browser.find("[data-action='rounds']").click();
		eventually(() -> assertThat(backlog()).isEqualTo(14));
		assertThat(this.browser.text("#outcomes")).contains("deferred");
		eventually(() -> assertThat(this.browser.text("#outcomes-note")).endsWith("cancellations included: 14."));
		assertThat(this.browser.findAll("#rows tr [data-tone='waiting']")).hasSize(14);
		for (String scheme : List.of("light", "dark")) {
			this.browser.prefer(scheme);
			this.browser.screenshot(SCREENSHOTS.resolve("outage-" + scheme + ".png"));
		}
		this.browser.reload();
		eventually(() -> assertThat(this.browser.find("#backlog-chart").getDomAttribute("aria-label"))
			.contains("at most 14", "s ago "));
		this.browser.find("[data-fault='NONE']").click();
		this.browser.find("[data-action='redelivery']").click();
		eventually(() -> assertThat(this.browser.text("#feedback")).containsPattern("reports? tried again|Nothing is"));
		eventually(() -> assertThat(backlog()).isZero());
		eventually(() -> assertThat(this.browser.text("#outcomes-note")).endsWith("None of them waits any more."));
		eventually(() -> assertThat(this.browser.text("#ends [data-key='Open']")).endsWith("0"));
	}

	private int backlog() {
		return Integer.parseInt(this.browser.text("#backlog"));
	}

	@Test
	void aFaultIsShownByItsButton() {
		this.browser.find("[data-fault='DENY']").click();
		eventually(() -> assertThat(pressed()).containsExactly("Denial"));
		assertThat(this.faults.current()).isEqualTo(InjectedFault.DENY);
	}

	private List<String> pressed() {
		return this.browser.findAll("[aria-pressed='true']").stream().map(WebElement::getText).toList();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			light | rgba(246, 245, 242, 1)
			dark  | rgba(20, 22, 26, 1)
			""")
	void theColorsAreThoseOfTheSystem(String scheme, String ground) {
		this.browser.prefer(scheme);
		eventually(() -> assertThat(this.browser.find("body").getCssValue("background-color")).isEqualTo(ground));
		this.browser.screenshot(SCREENSHOTS.resolve(scheme + ".png"));
	}

	@ParameterizedTest
	@CsvSource({ "1920, light", "1920, dark", "1280, light", "1280, dark", "360, light", "360, dark" })
	void nothingIsCutOff(int width, String scheme) {
		this.browser.prefer(scheme);
		this.browser.resize(width);
		assertThat(this.browser.run("return document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
		assertThat(this.browser.run("return [...document.querySelectorAll('#rows td, #rows th')]"
				+ ".filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length"))
			.isEqualTo(0L);
		assertThat(this.browser.run("return [...document.querySelectorAll('article, .columns > section')]"
				+ ".filter((card) => card.clientHeight > 40 + [...card.children]"
				+ ".reduce((height, child) => height + child.offsetHeight, 0)).length"))
			.isEqualTo(0L);
		assertThat(this.browser
			.run("return getComputedStyle(document.querySelector('#rows tr:last-child th'))" + ".borderBottomWidth"))
			.isEqualTo("0px");
		this.browser.screenshot(SCREENSHOTS.resolve(scheme + "-" + width + ".png"));
	}

	private static void eventually(ThrowingRunnable assertion) {
		await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
	}

}
