#include "dataset/data_set.h"

#include <QDir>
#include <QFileInfo>

namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::fail;

QString DataSetFolder::repository() const
{
    return path + u"/repo.git"_s;
}

QString DataSetFolder::workingCopy() const
{
    return path + u"/working.db"_s;
}

QString DataSetFolder::lock() const
{
    return path + u"/lock"_s;
}

bool DataSetFolder::exists() const
{
    return QFileInfo::exists(repository()) || QFileInfo::exists(workingCopy());
}

DataSet::DataSet(DataSetFolder folder, base::FileLock lock, WorkingCopy workingCopy)
    : m_folder(std::move(folder)), m_lock(std::move(lock)), m_workingCopy(std::move(workingCopy))
{
}

base::Result<DataSet> DataSet::open(const QString &folder)
{
    DataSetFolder where{QDir::cleanPath(QDir().absoluteFilePath(folder))};
    if (!QFileInfo(where.path).isDir())
        return fail(base::ErrorKind::NotFound, u"there is no folder "_s + where.path, u"check the path"_s);
    auto lock = base::FileLock::take(where.lock());
    if (!lock)
        return fail(lock.error());
    auto copy = WorkingCopy::open(where.workingCopy());
    if (!copy)
        return fail(copy.error());
    return DataSet(std::move(where), std::move(*lock), std::move(*copy));
}

} // namespace datanet::dataset
