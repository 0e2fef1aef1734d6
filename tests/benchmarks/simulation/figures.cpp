#include "benchmarks/simulation/figures.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace datanet::simulation {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<Kind, 7> kContributors{Kind::Honest,    Kind::Lazy,     Kind::Copying,    Kind::Paraphrasing,
                                            Kind::Colluding, Kind::Spamming, Kind::SelfDealing};
// Without those who copy seals: losing a stake within days, they would be all one sees.
constexpr std::array<Kind, 5> kReviewers{Kind::HonestReviewer, Kind::LazyReviewer, Kind::CartelReviewer,
                                         Kind::RejectingReviewer, Kind::RandomReviewer};
// Told apart by people who see few colours, too (Okabe and Ito).
constexpr std::array<const char *, 7> kColours{"#0072b2", "#e69f00", "#d55e00", "#cc79a7",
                                               "#56b4e9", "#999999", "#009e73"};

double rounded(double value)
{
    return std::round(value * 1e6) / 1e6;
}

QString coins(std::uint64_t gwei)
{
    return QString::number(gwei / 1'000'000'000) + u'.' + QString::number(gwei % 1'000'000'000).rightJustified(9, u'0');
}

// 1, 2 or 5 times a power of ten, so that about five lines fit.
double stepFor(double range)
{
    const double power = std::pow(10, std::floor(std::log10(range / 5)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (range / (factor * power) <= 6)
            return factor * power;
    }
    return 10 * power;
}

template <std::size_t N>
void plotPanel(QByteArray &svg, const std::vector<Moment> &moments, const std::array<Kind, N> &kinds, int top,
               const char *title)
{
    constexpr double left = 70, width = 620, height = 260;
    double low = 0;
    double high = 0;
    for (const Moment &moment : moments) {
        for (const Kind kind : kinds) {
            low = std::min(low, moment.net[indexOf(kind)]);
            high = std::max(high, moment.net[indexOf(kind)]);
        }
    }
    const double step = stepFor(std::max(high - low, 1e-6));
    low = std::floor(low / step) * step;
    high = std::ceil(high / step) * step;
    const double lastEpoch = moments.empty() ? 1 : moments.back().epoch;
    const auto y = [&](double coinsNow) { return top + 30 + height * (high - coinsNow) / std::max(high - low, step); };
    const auto number = [](double value) { return QByteArray::number(value, 'f', 1); };
    svg += "<text x=\"70\" y=\"" + QByteArray::number(top + 18) + "\" class=\"title\">" + title + "</text>\n";
    for (double line = low; line <= high + step / 2; line += step) {
        svg += "<line x1=\"70\" x2=\"690\" y1=\"" + number(y(line)) + "\" y2=\"" + number(y(line)) + "\" class=\""
            + (std::abs(line) < step / 2 ? "zero" : "grid") + "\"/><text x=\"62\" y=\"" + number(y(line) + 4)
            + "\" text-anchor=\"end\">" + QByteArray::number(std::abs(line) < step / 2 ? 0 : line, 'g', 4)
            + "</text>\n";
    }
    for (int part = 0; part <= 4; ++part) {
        svg += "<text x=\"" + number(left + width * part / 4) + "\" y=\"" + QByteArray::number(top + 310)
            + "\" text-anchor=\"middle\">" + QByteArray::number(std::lround(lastEpoch * part / 4)) + "</text>\n";
    }
    for (std::size_t i = 0; i < N; ++i) {
        svg += "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + QByteArray(kColours[i]) + "\" points=\"70,"
            + number(y(0));
        for (const Moment &moment : moments) {
            svg +=
                ' ' + number(left + width * moment.epoch / lastEpoch) + ',' + number(y(moment.net[indexOf(kinds[i])]));
        }
        const QByteArray row = QByteArray::number(top + 44 + 22 * int(i));
        const double last = moments.empty() ? 0 : moments.back().net[indexOf(kinds[i])];
        svg += "\"/>\n<circle cx=\"714\" cy=\"" + QByteArray::number(top + 40 + 22 * int(i)) + "\" r=\"5\" fill=\""
            + kColours[i] + "\"/><text x=\"726\" y=\"" + row + "\">" + nameOf(kinds[i]) + ": "
            + QByteArray::number(last, 'f', 2) + "</text>\n";
    }
}

} // namespace

const char *nameOf(Kind kind)
{
    static constexpr std::array<const char *, kKinds> names{"honest",          "lazy",
                                                            "copying",         "paraphrasing",
                                                            "colluding",       "spamming",
                                                            "self-dealing",    "honest reviewer",
                                                            "lazy reviewer",   "copying reviewer",
                                                            "cartel reviewer", "rejecting reviewer",
                                                            "random reviewer", "guessing reviewer",
                                                            "juror",           "model owner"};
    return names[indexOf(kind)];
}

std::array<KindFigures, kKinds> figuresOf(const std::vector<Actor> &actors)
{
    std::array<KindFigures, kKinds> all;
    std::array<std::vector<double>, kKinds> nets;
    std::array<std::uint64_t, kKinds> sent{};
    std::array<std::uint64_t, kKinds> accepted{};
    for (const Actor &actor : actors) {
        const std::size_t kind = indexOf(actor.kind);
        KindFigures &figures = all[kind];
        figures.gross += actor.gross();
        figures.lost += double(actor.lostGwei) / 1e9 + actor.paid.toDouble() / 1e18;
        figures.gas += actor.gas;
        figures.effort += actor.effort;
        figures.seats += double(actor.seats);
        figures.unpaidShare += double(actor.unpaidSeats);
        sent[kind] += actor.sent;
        accepted[kind] += actor.accepted;
        nets[kind].push_back(actor.net());
    }
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        KindFigures &figures = all[kind];
        std::vector<double> &net = nets[kind];
        figures.accounts = net.size();
        if (net.empty())
            continue;
        figures.unpaidShare /= std::max(figures.seats, 1.0);
        for (double *sum : {&figures.gross, &figures.lost, &figures.gas, &figures.effort, &figures.seats})
            *sum /= double(net.size());
        figures.net = figures.gross - figures.lost - figures.gas - figures.effort;
        figures.acceptedShare = sent[kind] == 0 ? 0 : double(accepted[kind]) / double(sent[kind]);
        std::sort(net.begin(), net.end());
        figures.lowest = net[net.size() / 20];
        figures.median = net[net.size() / 2];
        figures.highest = net[net.size() - 1 - net.size() / 20];
    }
    return all;
}

QByteArray figuresJson(const Plan &plan, const Year &year)
{
    QJsonArray kinds;
    const auto figures = figuresOf(year.actors());
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        const KindFigures &f = figures[kind];
        kinds.append(QJsonObject{{u"kind"_s, QString::fromLatin1(nameOf(static_cast<Kind>(kind)))},
                                 {u"accounts"_s, qint64(f.accounts)},
                                 {u"gross"_s, rounded(f.gross)},
                                 {u"lost"_s, rounded(f.lost)},
                                 {u"gas"_s, rounded(f.gas)},
                                 {u"effort"_s, rounded(f.effort)},
                                 {u"net"_s, rounded(f.net)},
                                 {u"netOfFivePercent"_s, rounded(f.lowest)},
                                 {u"netMedian"_s, rounded(f.median)},
                                 {u"netOfNinetyFivePercent"_s, rounded(f.highest)},
                                 {u"acceptedShare"_s, rounded(f.acceptedShare)},
                                 {u"seats"_s, rounded(f.seats)},
                                 {u"unpaidShare"_s, rounded(f.unpaidShare)}});
    }
    const FeeBooks &fees = year.fees();
    const Books &books = year.books();
    const QJsonObject all{
        {u"format"_s, 1},
        {u"seed"_s, QString::number(plan.seed)},
        {u"epochs"_s, qint64(plan.epochs)},
        {u"contributors"_s, qint64(plan.contributors)},
        {u"models"_s, qint64(plan.models + plan.selfDealingModels)},
        {u"submissions"_s, qint64(year.submissions())},
        {u"appeals"_s, qint64(year.appeals())},
        {u"withoutPanel"_s, qint64(year.withoutPanel())},
        {u"kinds"_s, kinds},
        {u"feesWei"_s,
         QJsonObject{{u"answers"_s, qint64(fees.answers)},
                     {u"in"_s, fees.in.toDecimal()},
                     {u"models"_s, fees.models.toDecimal()},
                     {u"contributors"_s, fees.contributors.toDecimal()},
                     {u"reviewers"_s, fees.reviewers.toDecimal()},
                     {u"stakers"_s, fees.stakers.toDecimal()},
                     {u"treasury"_s, fees.treasury.toDecimal()},
                     {u"claimed"_s, year.claimed().toDecimal()}}},
        {u"coinsOutsideFees"_s,
         QJsonObject{{u"stakesIn"_s, coins(books.stakesIn)},
                     {u"slashed"_s, coins(books.slashed)},
                     {u"bondsIn"_s, coins(books.bondsIn)},
                     {u"bondsReturned"_s, coins(books.bondsOut)},
                     {u"bondsHeld"_s, coins(books.bondsHeld)},
                     {u"bondsLost"_s, coins(books.bondsLost)},
                     {u"appealBondsIn"_s, coins(books.appealsIn)},
                     {u"appealBondsReturned"_s, coins(books.appealsOut)},
                     {u"appealBondsHeld"_s, coins(books.appealsHeld)},
                     {u"appealBondsLost"_s, coins(books.appealsLost)},
                     {u"burned"_s, coins(books.burned)},
                     {u"toTreasury"_s, coins(books.treasury)},
                     {u"toProvers"_s, coins(books.toProvers)}}},
    };
    return QJsonDocument(all).toJson(QJsonDocument::Indented);
}

QByteArray momentsCsv(const std::vector<Moment> &moments)
{
    QByteArray csv = "epoch";
    for (std::size_t kind = 0; kind < kKinds; ++kind)
        csv += QByteArray(",") + nameOf(static_cast<Kind>(kind));
    csv += '\n';
    for (const Moment &moment : moments) {
        csv += QByteArray::number(moment.epoch);
        for (const double net : moment.net)
            csv += ',' + QByteArray::number(net, 'f', 4);
        csv += '\n';
    }
    return csv;
}

QByteArray plotSvg(const std::vector<Moment> &moments)
{
    QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 940 700\" font-family=\"sans-serif\" "
                     "font-size=\"13\">\n<style>.grid{stroke:#ddd}.zero{stroke:#555}.title{font-size:15px;"
                     "font-weight:bold}</style>\n<rect width=\"940\" height=\"700\" fill=\"#fff\"/>\n";
    plotPanel(svg, moments, kContributors, 10, "Contributors: coins an account has gained, after effort and gas");
    plotPanel(svg, moments, kReviewers, 360, "Reviewers but those who copy seals: the same, after penalties");
    svg += "<text x=\"380\" y=\"690\" text-anchor=\"middle\">epoch (a day each)</text>\n</svg>\n";
    return svg;
}

} // namespace datanet::simulation
