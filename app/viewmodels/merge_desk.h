#pragma once

#include "desktop/services.h"
#include "versioning/workspace.h"
#include "viewmodels/operation.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <vector>

namespace datanet::app {

// The merge under way in the open data set: what both sides changed, and what a person decides. A row is one value that
// conflicts. GUI thread.
class MergeDesk : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to a workbench")
    Q_PROPERTY(datanet::app::Operation *working READ working CONSTANT FINAL)
    Q_PROPERTY(bool underWay READ isUnderWay NOTIFY merged FINAL)
    // The other side, as the person called it.
    Q_PROPERTY(QString name READ name NOTIFY merged FINAL)
    Q_PROPERTY(int count READ count NOTIFY merged FINAL)
    Q_PROPERTY(int open READ openCount NOTIFY merged FINAL)
    // "3 of 7 to decide"
    Q_PROPERTY(QString openText READ openText NOTIFY merged FINAL)
    Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY currentChanged FINAL)
    // The current one: { title, detail, field, base, ours, theirs, result, choice, hasBase, hasOurs, hasTheirs,
    // editable }; empty without one.
    Q_PROPERTY(QVariantMap conflict READ conflict NOTIFY currentChanged FINAL)

public:
    enum Role { TitleRole = Qt::UserRole + 1, DetailRole, ChoiceRole, CurrentRole };
    static constexpr int kMostShown = 10'000;

    MergeDesk(Services &services, QObject *parent);

    void show(const QString &folder);
    Q_INVOKABLE void refresh();

    // Merges a branch, or what was last seen of one elsewhere, into the current branch.
    Q_INVOKABLE void begin(const QString &branch);
    // side: "ours", "theirs" or "base".
    Q_INVOKABLE void take(const QString &side);
    Q_INVOKABLE void takeAll(const QString &side);
    Q_INVOKABLE void setOwn(const QString &text);
    Q_INVOKABLE void finish(const QString &message);
    Q_INVOKABLE void giveUp();
    // The next one that is not decided, after the current one.
    Q_INVOKABLE void step();

    [[nodiscard]] Operation *working() { return &m_working; }
    [[nodiscard]] bool isUnderWay() const { return m_underWay; }
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] int count() const { return int(m_conflicts.size()); }
    [[nodiscard]] int openCount() const { return int(m_counts.undecided); }
    [[nodiscard]] QString openText() const;
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int row);
    [[nodiscard]] QVariantMap conflict() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void merged();
    void currentChanged();
    // The records are other ones now.
    void contentChanged();
    void told(const QString &text);
    // A version came of it, or what was there is back.
    void ended();

private:
    struct Read
    {
        bool underWay = false;
        QString name;
        versioning::ConflictCounts counts;
        std::vector<versioning::OpenConflict> conflicts;
        QString words; // to be told
        bool over = false;
    };
    using Work = std::function<base::Result<QString>(versioning::Workspace &, base::TaskContext &)>;

    void run(Work work, bool ends = false);
    void apply(Read read, bool isChanged);
    static base::Result<Read> read(versioning::Workspace &workspace);

    Services &m_services;
    Operation m_working{this};
    QString m_folder;
    QString m_name;
    bool m_underWay = false;
    versioning::ConflictCounts m_counts;
    std::vector<versioning::OpenConflict> m_conflicts;
    int m_current = -1;
};

} // namespace datanet::app
