// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/switcher/switchermodel.h"

#include "ui/switcher/fuzzy.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace landline::ui {

namespace {

/// Of what fits; more are not read.
constexpr std::size_t mostShown = 50;
/// Takes a room of the user's before others that fit alike, and before commands.
constexpr int forRoom = 12;
constexpr int forJoinable = 6;

int kindWorth(Destination::Kind kind)
{
    switch (kind) {
    case Destination::Kind::Room:
        return forRoom;
    case Destination::Kind::Joinable:
        return forJoinable;
    case Destination::Kind::Command:
        break;
    }
    return 0;
}

} // namespace

SwitcherModel::SwitcherModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void SwitcherModel::setDestinations(const QList<Destination>& all)
{
    m_all = all;
    refill();
}

void SwitcherModel::setTyped(const QString& typed)
{
    m_typed = typed.trimmed();
    refill();
}

void SwitcherModel::refill()
{
    beginResetModel();
    m_shown = m_typed.isEmpty() ? unasked() : fitting();
    endResetModel();
}

QList<Destination> SwitcherModel::unasked() const
{
    QList<Destination> rooms;
    rooms.reserve(m_all.size());
    for (const Destination& one : m_all) {
        if (one.kind == Destination::Kind::Room) {
            rooms.append(one);
        }
    }
    std::stable_sort(rooms.begin(), rooms.end(), [](const Destination& a, const Destination& b) {
        return std::tuple(b.mentions > 0, b.unread > 0, b.visited)
            < std::tuple(a.mentions > 0, a.unread > 0, a.visited);
    });
    return rooms;
}

QList<Destination> SwitcherModel::fitting() const
{
    std::vector<std::pair<int, const Destination*>> found;
    found.reserve(static_cast<std::size_t>(m_all.size()));
    for (const Destination& one : m_all) {
        if (const auto score = fit(m_typed, one.name)) {
            found.emplace_back(*score + kindWorth(one.kind), &one);
        }
    }
    std::stable_sort(
        found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QList<Destination> shown;
    const std::size_t count = std::min(found.size(), mostShown);
    shown.reserve(static_cast<qsizetype>(count));
    for (std::size_t i = 0; i < count; ++i) {
        shown.append(*found[i].second);
    }
    return shown;
}

int SwitcherModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant SwitcherModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Destination& one = m_shown.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return one.name;
    case KindRole:
        return static_cast<int>(one.kind);
    case DetailRole:
        return one.detail;
    case UnreadRole:
        return one.unread;
    case MentionsRole:
        return one.mentions;
    case PrivateRole:
        return one.isPrivate;
    default:
        return {};
    }
}

} // namespace landline::ui
