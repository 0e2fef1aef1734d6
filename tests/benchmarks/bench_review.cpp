// What a reviewer waits for, one JSON line per figure:
//   bench_review [RECORDS]         of the submission that is opened; 100,000 by default
// The queue: ten thousand submissions from their facts to the painted list (software renderer). A submission: opened on
// a real node, with everything fetched and checked, and opened again; then one record after the other as the page gets
// it, and decisions as its keys make them. Run it with QT_QPA_PLATFORM=offscreen; it needs anvil.
#include "benchmarks/bench.h"
#include "core/sync/review_round.h"
#include "models/review_queue_model.h"
#include "viewmodels/review_ballot.h"
#include "viewmodels/review_material.h"

#include <QApplication>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickRenderControl>
#include <QQuickRenderTarget>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QRandomGenerator>

Q_IMPORT_QML_PLUGIN(Datanet_AppPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Datanet_UiPlugin)

using namespace datanet;
using namespace Qt::StringLiterals;
using bench::need;
using bench::report;

namespace {

constexpr std::uint64_t kSubmissions = 10'000;
constexpr QSize kPanel{340, 900};
constexpr int kSteps = 2'000;

app::ReviewQueueText someQueue()
{
    app::ReviewQueueText queue;
    queue.people = std::make_shared<const app::KnownPeople>();
    queue.time = 1'800'000'000;
    const auto proven = [](auto value) {
        return light::Proven<decltype(value)>(value, light::Level::OwnNode, {}, {{u"read with proof"_s, std::nullopt}});
    };
    for (std::uint64_t id = 1; id <= kSubmissions; ++id) {
        chain::ContributionStatus status;
        status.state = chain::ContributionState::InReview;
        status.round = 1;
        status.count = std::uint32_t(id * 7919 % 100'000 + 1);
        status.deadline = queue.time + id % 86'400;
        chain::Opening opening;
        opening.id = id;
        opening.contributor.bytes[0] = quint8(id);
        std::vector<light::Proven<sync::PanelSeat>> panel;
        for (std::uint8_t seat = 0; seat < 3; ++seat)
            panel.push_back(proven(sync::PanelSeat{seat, {}, chain::SeatState::Drawn, chain::Verdict::None}));
        sync::ReviewEntry entry{sync::Contribution{id, proven(status), proven(opening), panel, {}, {}},
                                std::uint8_t(0),
                                sync::ReviewTask::Read,
                                {},
                                queue.time - id % 86'400,
                                u"Data set %1"_s.arg(id),
                                true,
                                false};
        sync::RiskFacts facts;
        facts.records = status.count;
        facts.findings = sync::RiskFacts::Findings{std::int64_t(id % 5), std::int64_t(id % 11), false};
        facts.history = sync::ContributorHistory{std::int64_t(id % 4), 100, std::int64_t(id % 100), 0, 0};
        facts.time = {86'400, std::int64_t(id % 86'400)};
        entry.risk = sync::riskOf(facts);
        queue.entries.push_back(std::move(entry));
    }
    return queue;
}

void openQueue(QQmlEngine &engine)
{
    auto queue = someQueue();
    app::ReviewQueueModel model;
    QQuickRenderControl control;
    QQuickWindow window(&control);
    QImage picture(kPanel, QImage::Format_ARGB32_Premultiplied);
    window.setGeometry(QRect(QPoint(), kPanel));
    window.contentItem()->setSize(kPanel);
    window.setRenderTarget(QQuickRenderTarget::fromPaintDevice(&picture));
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nimport Datanet.Ui\nListView { delegate: ReviewQueueRow { width: "
                      "ListView.view.width } }",
                      QUrl(u"qrc:/bench.qml"_s));
    const std::unique_ptr<QObject> list(component.create());
    auto *item = qobject_cast<QQuickItem *>(list.get());
    if (item == nullptr) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(component.errorString()));
        std::exit(3);
    }
    item->setParentItem(window.contentItem());
    item->setSize(kPanel);
    const auto paint = [&] {
        QCoreApplication::processEvents();
        control.polishItems();
        control.beginFrame();
        control.sync();
        control.render();
        control.endFrame();
    };
    paint();
    const bench::Stopwatch opened;
    model.show(std::move(queue));
    report("queue: sorted and in the model", std::int64_t(kSubmissions), opened);
    item->setProperty("model", QVariant::fromValue(&model));
    paint();
    report("queue: painted", std::int64_t(kSubmissions), opened, 0.2);
    const bench::Stopwatch sorted;
    model.setOrder(int(sync::QueueOrder::Largest));
    paint();
    report("queue: in another order, painted", std::int64_t(kSubmissions), sorted, 0.2);
}

void percentiles(const char *name, std::int64_t records, std::vector<double> times, double floor)
{
    std::sort(times.begin(), times.end());
    const auto at = [&](double part) {
        return times[std::min(times.size() - 1, std::size_t(part * double(times.size())))];
    };
    std::printf("{\"name\":\"%s\",\"records\":%lld,\"samples\":%zu,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,"
                "\"floor_ms\":%g}\n",
                name, static_cast<long long>(records), times.size(), at(0.5) * 1e3, at(0.99) * 1e3, times.back() * 1e3,
                floor);
    std::fflush(stdout);
}

// Words that repeat nowhere.
std::vector<std::string> someRecords(std::int64_t count)
{
    QRandomGenerator random(6);
    std::vector<std::string> bodies;
    for (std::int64_t i = 0; i < count; ++i) {
        std::string text;
        while (text.size() < 180) {
            for (int letter = 0, letters = 3 + int(random.bounded(6)); letter < letters; ++letter)
                text += char('a' + random.bounded(26));
            text += ' ';
        }
        bodies.push_back(R"({"term":"t)" + std::to_string(i) + R"(","text":")" + text + R"("})");
    }
    return bodies;
}

void readSubmission(std::int64_t count)
{
    test::Round round;
    const auto id = round.submit(someRecords(count), 0);
    auto &reviewer = *round.reviewers[0];
    base::Unwatched context;
    const auto open = [&](const char *name) {
        const bench::Stopwatch watch;
        auto material = need(app::ReviewMaterial::open(*reviewer.network, id, reviewer.key, context), "opening");
        report(name, count, watch);
        return material;
    };
    open("submission: fetched, verified, checked");
    const auto material = open("submission: opened again, with its full check");

    app::RecordSource source(material->review().folder);
    std::vector<double> times;
    for (int i = 0; i < kSteps; ++i) {
        const bench::Stopwatch watch;
        (void)need(material->record(source, std::size_t(i)), "a record");
        times.push_back(watch.seconds());
    }
    percentiles("record: the next one", count, times, 50);
    times.clear();
    for (int i = 0; i < kSteps; ++i) {
        const auto position = QRandomGenerator::global()->bounded(quint32(count));
        const bench::Stopwatch watch;
        (void)need(material->record(source, position), "a record");
        times.push_back(watch.seconds());
    }
    percentiles("record: any one", count, times, 50);

    // The worst for what is kept after each decision: every record has a reason.
    app::ReviewBallot ballot(material->review(), material->decided());
    std::vector<std::int64_t> all(std::size_t(count), 0);
    for (std::int64_t i = 0; i < count; ++i)
        all[std::size_t(i)] = i;
    {
        const bench::Stopwatch watch;
        if (!ballot.decideAll(all, {false, u"low-quality"_s, u"dull"_s}, material->review().report))
            std::exit(3);
        report("decision: about all", count, watch);
    }
    times.clear();
    for (int i = 0; i < 200; ++i) {
        const bench::Stopwatch watch;
        ballot.accept(i);
        const auto vote = ballot.vote();
        const auto decided = ballot.decided();
        times.push_back(watch.seconds());
    }
    percentiles("decision: one, and the vote to keep", count, times, 50);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QUICK_BACKEND", "software");
    QApplication application(argc, argv);
    QQuickStyle::setStyle(u"Basic"_s);
    QQmlEngine engine;
    engine.addImportPath(u":/qt/qml"_s);
    openQueue(engine);
    readSubmission(argc > 1 ? std::atoll(argv[1]) : 100'000);
    return 0;
}
