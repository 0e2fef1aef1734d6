#include "benchmarks/simulation/figures.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cstdio>

// Runs a year and writes figures.json, epochs.csv and net.svg into a folder.
//   simulate FOLDER [name=value ...]    names: seed epochs contributors models answers paraphraseSeen, and
// lazyReviewers, cartelReviewers, guessingReviewers, which take their percents from the honest ones; paraphraseSeen is
// how many of 100 an honest reviewer finds; leastInformedness the parameter, 0 for none.
using namespace datanet;
using namespace datanet::simulation;

namespace {

bool set(Plan &plan, const QString &argument)
{
    bool isNumber = false;
    const QString name = argument.section(QLatin1Char('='), 0, 0);
    const std::uint32_t value = argument.section(QLatin1Char('='), 1).toUInt(&isNumber);
    if (!isNumber)
        return false;
    if (name == QLatin1String("seed"))
        plan.seed = value;
    else if (name == QLatin1String("epochs"))
        plan.epochs = value;
    else if (name == QLatin1String("contributors"))
        plan.contributors = value;
    else if (name == QLatin1String("models"))
        plan.models = value;
    else if (name == QLatin1String("answers"))
        plan.answers = value;
    else if (name == QLatin1String("paraphraseSeen") && value <= 100)
        plan.paraphraseSeenAsGood = 100 - value;
    else if (name == QLatin1String("lazyReviewers") && value <= 65)
        plan.reviewerShares = {65 - value, value, 5, 20, 5, 5, 0};
    else if (name == QLatin1String("cartelReviewers") && value <= 70)
        plan.reviewerShares = {70 - value, 15, 5, value, 5, 5, 0};
    else if (name == QLatin1String("guessingReviewers") && value <= 50)
        plan.reviewerShares = {50 - value, 15, 5, 20, 5, 5, value};
    else if (name == QLatin1String("leastInformedness") && value <= 5000)
        plan.parameters.values[static_cast<std::size_t>(chain::ParameterKey::LeastInformedness)] = value;
    else
        return false;
    return true;
}

bool write(const QDir &folder, const char *name, const QByteArray &bytes)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

int main(int count, char **arguments)
{
    QCoreApplication application(count, arguments);
    const QStringList all = QCoreApplication::arguments();
    Plan plan;
    bool isUnderstood = all.size() > 1;
    for (qsizetype i = 2; i < all.size(); ++i)
        isUnderstood = isUnderstood && set(plan, all[i]);
    if (!isUnderstood) {
        std::fprintf(stderr,
                     "simulate FOLDER [seed= epochs= contributors= models= answers= paraphraseSeen= lazyReviewers= "
                     "cartelReviewers= guessingReviewers= leastInformedness=]\n");
        return 2;
    }
    Year year(plan);
    if (const auto good = year.run(); !good) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(good.error().what));
        return 1;
    }
    const auto figures = figuresOf(year.actors());
    std::printf("%-18s %8s %10s %10s %8s %8s %10s %9s %9s\n", "kind", "accounts", "gross", "lost", "gas", "effort",
                "net", "accepted", "unpaid");
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        const KindFigures &f = figures[kind];
        std::printf("%-18s %8zu %10.3f %10.3f %8.3f %8.3f %10.3f %8.1f%% %8.1f%%\n", nameOf(static_cast<Kind>(kind)),
                    f.accounts, f.gross, f.lost, f.gas, f.effort, f.net, 100 * f.acceptedShare, 100 * f.unpaidShare);
    }
    const QDir folder(all[1]);
    if (!folder.mkpath(QStringLiteral(".")) || !write(folder, "figures.json", figuresJson(plan, year))
        || !write(folder, "epochs.csv", momentsCsv(year.moments()))
        || !write(folder, "net.svg", plotSvg(year.moments()))) {
        std::fprintf(stderr, "%s can't be written\n", qUtf8Printable(folder.path()));
        return 1;
    }
    return 0;
}
